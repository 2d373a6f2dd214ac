import type { ListCheck, ListStage, Policy, PolicyProblem } from '@puhui/policy'
import { Select } from 'antd'
import { useMemo } from 'react'
import { policiesText } from '../../i18n/policies.ts'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Tag } from '../../ui/status-tag.tsx'
import { FACTS } from './check.ts'
import { AddButton, Choice, MoveButtons, Named, ReasonInput, TextInput } from './inputs.tsx'
import { freshName, withMoved, without, withReplaced } from './order.ts'
import { UnknownFields } from './unknown-fields.tsx'

interface ListEditorProps {
  readonly stage: ListStage
  readonly policy: Policy
  readonly pointer: string
  readonly problems: readonly PolicyProblem[]
  readonly hits: ReadonlySet<string>
  readonly isReadOnly: boolean
  readonly onChange: (stage: ListStage) => void
}

/** List checks as forms: which list, unless on which other, what on a hit, what when it is unknown. */
export function ListEditor({ stage, policy, pointer, problems, hits, isReadOnly, onChange }: ListEditorProps) {
  const t = useText(policyEditorText)
  const { checks } = stage
  const set = (next: readonly ListCheck[]) => onChange({ ...stage, checks: next })
  const add = () => {
    const id = freshName(
      'list-check',
      checks.map((one) => one.id),
    )
    const title = { zh: policyEditorText.zh.listNew, en: policyEditorText.en.listNew }
    const reasonCode = policy.reasons[0]?.code ?? ''
    const outcome = { severity: 'refer', onUnknown: 'refer', reasonCode, unknownReasonCode: reasonCode } as const
    set([...checks, { id, title, list: 'blacklisted', ...outcome }])
  }
  return (
    <div className="stack" data-part="list-editor">
      <p className="soft">{t.listAbout}</p>
      {checks.map((check, i) => (
        <Check
          // biome-ignore lint/suspicious/noArrayIndexKey: the id of a check may be edited.
          key={i}
          check={check}
          at={i}
          count={checks.length}
          policy={policy}
          isHit={hits.has(check.id)}
          isBad={problems.some((one) => one.pointer.startsWith(`${pointer}/checks/${i}`))}
          isReadOnly={isReadOnly}
          onChange={(next) => set(withReplaced(checks, i, next))}
          onMove={(to) => set(withMoved(checks, i, to))}
          onRemove={() => set(without(checks, i))}
        />
      ))}
      <AddButton label={t.addCheck} isReadOnly={isReadOnly} onAdd={add} />
    </div>
  )
}

interface CheckProps {
  readonly check: ListCheck
  readonly at: number
  readonly count: number
  readonly policy: Policy
  readonly isHit: boolean
  readonly isBad: boolean
  readonly isReadOnly: boolean
  readonly onChange: (check: ListCheck) => void
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
}

function Check({ check, at, count, policy, isHit, isBad, isReadOnly, onChange, onMove, onRemove }: CheckProps) {
  const t = useText(policyEditorText)
  const say = useLocalized()
  const lists = useLists()
  const { unless, ...always } = check
  const { ignore: _ignore, pass: _pass, ...severities } = t.effects
  return (
    <section className={`check-card${isBad ? ' is-bad' : ''}`} aria-label={say(check.title)} data-check={check.id}>
      <header className="line-fields">
        <strong>
          {at + 1}. {say(check.title)}
        </strong>
        {isHit && <Tag tone="good">{t.listHit}</Tag>}
        <MoveButtons
          what={say(check.title)}
          at={at}
          count={count}
          isReadOnly={isReadOnly}
          onMove={onMove}
          onRemove={onRemove}
        />
      </header>
      <div className="line-fields">
        <Choice
          label={t.listWhich}
          value={check.list}
          choices={check.list in lists ? lists : { ...lists, [check.list]: check.list }}
          isReadOnly={isReadOnly}
          onChange={(list) => onChange({ ...check, list })}
        />
        <Named label={t.listUnless}>
          <Select
            size="small"
            allowClear
            aria-label={t.listUnless}
            placeholder={t.none}
            value={unless ?? null}
            disabled={isReadOnly}
            popupMatchSelectWidth={false}
            options={Object.entries(lists).map(([value, label]) => ({ value, label }))}
            onChange={(next: string | null | undefined) => onChange(next ? { ...always, unless: next } : always)}
          />
        </Named>
      </div>
      <div className="line-fields">
        <Choice
          label={t.onHit}
          value={check.severity}
          choices={severities}
          isReadOnly={isReadOnly}
          onChange={(severity) => onChange({ ...check, severity })}
        />
        <ReasonInput
          label={t.reason}
          value={check.reasonCode}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={(reasonCode) => onChange({ ...check, reasonCode })}
        />
        <UnknownFields
          value={{ ...check, unknownReasonCode: check.unknownReasonCode ?? check.reasonCode }}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={onChange}
        />
      </div>
      <div className="line-fields">
        <TextInput
          label={t.nameZh}
          value={check.title.zh}
          isReadOnly={isReadOnly}
          onChange={(zh) => onChange({ ...check, title: { ...check.title, zh } })}
        />
        <TextInput
          label={t.nameEn}
          value={check.title.en}
          isReadOnly={isReadOnly}
          onChange={(en) => onChange({ ...check, title: { ...check.title, en } })}
        />
        <TextInput
          label={t.id}
          value={check.id}
          isReadOnly={isReadOnly}
          onChange={(id) => onChange({ ...check, id })}
        />
      </div>
    </section>
  )
}

/** The facts that lists give, by what they are called. */
function useLists(): Readonly<Record<string, string>> {
  const say = useLocalized()
  const { sheet } = useText(policiesText)
  return useMemo(() => {
    const lists = [...FACTS.values()].filter(({ source, type }) => source === 'list' && type === 'boolean')
    return Object.fromEntries(lists.map(({ id, label }) => [id, say(label) || sheet.list]))
  }, [say, sheet])
}
