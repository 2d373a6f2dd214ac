import { productsApi } from '@puhui/api'
import type { Result } from '@puhui/kernel'
import type { ProductTerms, TermsRefusal } from '@puhui/product'
import { useEffect, useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { productsText } from '../../i18n/products.ts'
import { useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { CostGrid } from './cost-grid.tsx'
import { SampleSchedule } from './sample-schedule.tsx'
import { TermsProblems } from './terms-problems.tsx'

const SETTLE_MS = 350

interface Props {
  readonly read: Result<ProductTerms, TermsRefusal>
  readonly terms: Readonly<Record<string, unknown>>
}

/** What the terms cost and how they are repaid, as they stand in the form. */
export function DraftPreview({ read, terms }: Props) {
  const t = useText(productsText)
  const settled = useSettled(JSON.stringify(terms))
  const check = useRead(
    productsApi.checkCost,
    { body: { terms: JSON.parse(settled) as Record<string, unknown> } },
    { isEnabled: read.ok && settled === JSON.stringify(terms), keepsPrevious: true },
  )
  if (!read.ok) {
    return (
      <aside className="editor-preview">
        <Block title={t.cost}>
          <TermsProblems problems={read.error.problems} />
        </Block>
      </aside>
    )
  }
  return (
    <aside className="editor-preview" aria-live="polite">
      <Block title={t.cost}>
        <Problems error={check.error} />
        {check.data && <CostGrid check={check.data} />}
      </Block>
      <SampleSchedule terms={read.value} />
    </aside>
  )
}

/** A text once it has stood still for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
