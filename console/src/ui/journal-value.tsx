import { fieldLabel, valueLabelOf } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { useLocalized } from '../i18n/text.ts'
import { Count, DayText, Flag, Instant, Money, None, Rate } from './figures.tsx'
import { isId, JournalId } from './journal-id.tsx'

interface ValueProps {
  readonly field: string
  readonly objectKind: string
  readonly of: unknown
}

const AMOUNT = /^-?\d{1,18}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/
const ACCOUNT = /^\d{4}$/

/** A value of a journal line as people read it: money, rates and days by their field, kinds by their names. */
export function JournalValue({ field, objectKind, of: value }: ValueProps) {
  const say = useLocalized()
  if (value === null || value === undefined || value === '') return <None />
  if (typeof value === 'boolean') return <Flag value={value} />
  if (Array.isArray(value)) return <Items field={field} objectKind={objectKind} of={value} />
  if (isLocalized(value)) return <>{say(value)}</>
  if (typeof value === 'object') return <Fields objectKind={objectKind} of={value as Record<string, unknown>} />
  const text = String(value)
  if ((field.endsWith('Fen') || ACCOUNT.test(field)) && AMOUNT.test(text)) return <Money fen={text} />
  if (field.endsWith('Ppm') && AMOUNT.test(text)) return <Rate ppm={BigInt(text)} decimals={2} />
  if (typeof value === 'number' && Number.isInteger(value)) return <Count value={value} />
  if (DAY.test(text)) return <DayText day={text} />
  if (INSTANT.test(text)) return <Instant at={text} />
  if (isId(text)) return <JournalId id={text} />
  const name = valueLabelOf(field, objectKind, text)
  return <>{name ? say(name) : text}</>
}

function isLocalized(value: unknown): value is Localized {
  if (typeof value !== 'object' || value === null) return false
  const { zh, en } = value as Partial<Localized>
  return typeof zh === 'string' && typeof en === 'string'
}

function Items({ of: values, ...about }: ValueProps & { readonly of: readonly unknown[] }) {
  if (values.length === 0) return <None />
  return values.map((value, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: what a journal line holds never changes
    <span key={at}>
      {at > 0 && ' · '}
      <JournalValue {...about} of={value} />
    </span>
  ))
}

function Fields({ of: value, objectKind }: { readonly of: Record<string, unknown>; readonly objectKind: string }) {
  const say = useLocalized()
  return Object.entries(value).map(([field, part], at) => (
    <span key={field}>
      {at > 0 && '; '}
      {say(fieldLabel(field))} <JournalValue field={field} objectKind={objectKind} of={part} />
    </span>
  ))
}
