import { actionLabel, type ColumnSpec } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import type { ReactNode } from 'react'
import { useLocalized } from '../i18n/text.ts'
import { Count, DayText, Dpd, Flag, Instant, Money, None, Rate } from '../ui/figures.tsx'
import { Masked } from '../ui/masked.tsx'
import { StatusTag } from '../ui/status-tag.tsx'

const FIGURES: readonly ColumnSpec['type'][] = ['money', 'rate', 'count']

/** Figures line up at the right, so that they compare by eye. */
export function isFigure(spec: ColumnSpec): boolean {
  return FIGURES.includes(spec.type)
}

/** One value as its column's type wants it; the same in every list. */
export function Cell({ spec, value }: { readonly spec: ColumnSpec; readonly value: unknown }): ReactNode {
  const say = useLocalized()
  if (value === null || value === undefined || value === '') return <None />
  switch (spec.type) {
    case 'money':
      return <Money fen={value as string} />
    case 'rate':
      return <Rate ppm={value as number} />
    case 'count':
      return <Count value={value as number} />
    case 'day':
      return <DayText day={value as string} />
    case 'instant':
      return <Instant at={value as string} />
    case 'status':
      return <StatusTag set={spec.labels ?? ''} value={value as string} />
    case 'dpd':
      return <Dpd days={value as number} />
    case 'flag':
      return <Flag value={value as boolean} />
    case 'masked':
      return <Masked value={value as string} />
    case 'localized':
      return say(value as Localized)
    case 'action':
      return <span title={String(value)}>{say(actionLabel(String(value)))}</span>
    case 'id':
      return <span className="figures">{String(value)}</span>
    case 'text':
      return <span className="cell-text">{Array.isArray(value) ? value.join(' · ') : String(value)}</span>
  }
}
