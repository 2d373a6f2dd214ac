import { jobResultLabel, resultLines } from '@puhui/api'
import { operationsText } from '../../i18n/operations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { JournalValue } from '../../ui/journal-value.tsx'

/** What a job came to, in words: each figure by its name, those of a group below its heading. */
export function JobResult({ result }: { readonly result: Readonly<Record<string, unknown>> }) {
  const t = useText(operationsText)
  const say = useLocalized()
  const rows = resultLines(result).map(({ figure, depth, value }) => [
    <span key="figure" style={{ paddingInlineStart: `${depth * 1.5}em` }}>
      {say(jobResultLabel(figure))}
    </span>,
    value === undefined ? '' : <JournalValue key="value" field={figure} objectKind="job" of={value} />,
  ])
  return <PlainTable caption={t.result} table={{ head: [t.result, t.figure], rows }} />
}
