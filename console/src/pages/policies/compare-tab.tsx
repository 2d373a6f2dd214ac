import { policiesApi } from '@puhui/api'
import { type Policy, type PolicyDifference, policyDifferences } from '@puhui/policy'
import { Select } from 'antd'
import { useMemo } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { policiesText } from '../../i18n/policies.ts'
import { useText } from '../../i18n/text.ts'
import { PageSkeleton } from '../../ui/page.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { Failed } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { Field } from './field.tsx'
import type { PolicyData } from './policy-file.tsx'

/** Any two versions side by side, row by row. */
export function CompareTab({ policy }: { readonly policy: PolicyData }) {
  const t = useText(policiesText)
  const [search, setSearch] = useUrlState()
  const numbers = policy.versions.map(({ version }) => version)
  const from = Number(search.from ?? numbers[1] ?? numbers[0])
  const to = Number(search.to ?? numbers[0])
  const options = numbers.map((value) => ({ value, label: t.version(value) }))
  return (
    <div className="stack">
      <div className="studio-bar">
        <Field label={t.from}>
          <Select value={from} options={options} onChange={(value) => setSearch({ from: String(value) })} />
        </Field>
        <Field label={t.to}>
          <Select value={to} options={options} onChange={(value) => setSearch({ to: String(value) })} />
        </Field>
      </div>
      <Compared code={policy.code} from={from} to={to} />
    </div>
  )
}

function Compared({ code, from, to }: { readonly code: string; readonly from: number; readonly to: number }) {
  const one = useRead(policiesApi.getPolicyVersion, { params: { code, version: from } })
  const other = useRead(policiesApi.getPolicyVersion, { params: { code, version: to } })
  const failed = [one, other].find(({ isError }) => isError)
  if (failed) return <Failed error={failed.error} onRetry={() => void failed.refetch()} />
  if (!one.data || !other.data) return <PageSkeleton />
  return (
    <Differences before={one.data.definition as unknown as Policy} after={other.data.definition as unknown as Policy} />
  )
}

interface DifferencesProps {
  readonly before: Policy
  readonly after: Policy
  readonly names?: readonly [string, string]
}

/** What differs, grouped by where it stands: a row that came or went is one line, a cell that changed another. */
export function Differences({ before, after, names }: DifferencesProps) {
  const t = useText(policiesText)
  const found = useMemo(() => policyDifferences(before, after), [before, after])
  if (found.length === 0) return <p className="soft">{t.noDifference}</p>
  const tones = { added: 'good', removed: 'bad', changed: 'attention', moved: 'info' } as const
  const shown = found.slice(0, SHOWN_MAX)
  return (
    <ScrollBox label={t.compare}>
      <table className="plain-table policy-diff" data-part="policy-diff">
        <caption>{t.differences(found.length)}</caption>
        <thead>
          <tr>
            <th scope="col">{t.kind}</th>
            <th scope="col">{t.place}</th>
            <th scope="col">{names?.[0] ?? t.before}</th>
            <th scope="col">{names?.[1] ?? t.after}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={`${one.kind} ${one.path.join('/')}`} data-kind={one.kind}>
              <td>
                <Tag tone={tones[one.kind]}>{t[one.kind]}</Tag>
              </td>
              <td className="mono">{placeOf(one)}</td>
              <td>{one.before === undefined ? '' : <del>{textOf(one.before)}</del>}</td>
              <td>{one.after === undefined ? '' : <ins>{textOf(one.after)}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

const SHOWN_MAX = 2_000

function placeOf({ path }: PolicyDifference): string {
  return path
    .filter((part) => !['stages', 'table', 'rows', 'rules', 'scorecard', 'attributes'].includes(part))
    .join(' › ')
}

/** A value, or a whole row as its cells. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const row = value as { when?: unknown; gives?: unknown; zh?: string }
  if (Array.isArray(row.when) && Array.isArray(row.gives)) return `${row.when.join(' | ')} → ${row.gives.join(' | ')}`
  if (typeof row.when === 'string') return row.when
  return row.zh ?? JSON.stringify(value)
}
