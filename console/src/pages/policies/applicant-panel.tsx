import type { Fact } from '@puhui/condition'
import type { Decision, Policy, StageTrace } from '@puhui/policy'
import { Input, InputNumber, Select } from 'antd'
import { useMemo } from 'react'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Money, Rate } from '../../ui/figures.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { type Applicant, type Checked, FACTS } from './check.ts'
import { valueShown } from './value-shown.ts'

interface ApplicantPanelProps {
  readonly applicant: Applicant
  readonly policy: Policy
  readonly checked: Checked | undefined
  readonly onChange: (applicant: Applicant) => void
}

/** An applicant to try the policy on, and live what they would get and which rows hit and why. */
export function ApplicantPanel({ applicant, policy, checked, onChange }: ApplicantPanelProps) {
  const t = useText(policiesText)
  const say = useLocalized()
  const facts = useMemo(
    () =>
      [...FACTS.values()].filter(({ source, forbiddenIn }) => source !== 'policy' && !forbiddenIn?.includes('credit')),
    [],
  )
  const decision = checked?.decision
  return (
    <aside className="studio-aside" aria-label={t.applicant}>
      <h2>{t.applicant}</h2>
      {decision && <Outcome decision={decision} />}
      <details>
        <summary>{t.applicant}</summary>
        <div className="facts-form">
          {facts.map((fact) => (
            <label key={fact.id} htmlFor={`fact-${fact.id}`}>
              <span>{say(fact.label)}</span>
              <FactInput
                fact={fact}
                value={applicant[fact.id] ?? null}
                onChange={(value) => onChange({ ...applicant, [fact.id]: value })}
              />
            </label>
          ))}
        </div>
      </details>
      {decision && (
        <section data-part="studio-trace">
          <h3>{t.trace}</h3>
          {decision.stages.map((stage, i) => (
            <StageHits key={stage.stageId} stage={stage} title={say(policy.stages[i]?.title ?? { zh: '', en: '' })} />
          ))}
        </section>
      )}
    </aside>
  )
}

function Outcome({ decision }: { readonly decision: Decision }) {
  const t = useText(policiesText)
  return (
    <dl className="outcome" data-part="outcome" data-outcome={decision.outcome}>
      <dt>{t.outcome}</dt>
      <dd>
        <StatusTag set="decisionOutcome" value={decision.outcome} />{' '}
        {decision.reasons.map(({ code }) => code).join(' · ')}
      </dd>
      <dt>{t.score}</dt>
      <dd>{decision.score ?? '–'}</dd>
      <dt>{t.grade}</dt>
      <dd>{decision.grade ?? '–'}</dd>
      <dt>{t.limit}</dt>
      <dd>
        <Money fen={decision.limitFen === undefined ? null : String(decision.limitFen)} />
      </dd>
      <dt>{t.rate}</dt>
      <dd>
        <Rate ppm={decision.ratePpm === undefined ? null : Number(decision.ratePpm)} />
      </dd>
    </dl>
  )
}

function StageHits({ stage, title }: { readonly stage: StageTrace; readonly title: string }) {
  const t = useText(policiesText)
  const say = useLocalized()
  const hits = stage.lines.filter(
    ({ result, effect }) => result === true || (result === 'unknown' && effect !== 'none'),
  )
  const why = (inputs: StageTrace['lines'][number]['inputs']) =>
    Object.entries(inputs)
      .map(([id, value]) => `${say(FACTS.get(id)?.label ?? { zh: id, en: id })} ${valueShown(id, value) ?? t.unknown}`)
      .join(' · ')
  return (
    <div className="stage-hits">
      <h4>{title}</h4>
      {stage.outcome === 'skipped' ? (
        <p className="soft">{t.notReached}</p>
      ) : hits.length === 0 ? (
        <p className="soft">{t.noHit}</p>
      ) : (
        <ul>
          {hits.slice(0, HITS_MAX).map((line) => (
            <li key={line.id} data-hit={line.id}>
              <strong>{line.id}</strong> <code>{line.text}</code>{' '}
              <span className="soft">{t.whyHit(why(line.inputs))}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const HITS_MAX = 12

type Value = Applicant[string]

/** Money in yuan and rates in per cent, as people say them; empty is unknown. */
function FactInput({
  fact,
  value,
  onChange,
}: {
  readonly fact: Fact
  readonly value: Value
  readonly onChange: (value: Value) => void
}) {
  const t = useText(policiesText)
  const say = useLocalized()
  const id = `fact-${fact.id}`
  switch (fact.type) {
    case 'boolean':
    case 'enum': {
      const options =
        fact.type === 'boolean'
          ? [
              { value: 'true', label: '✓' },
              { value: 'false', label: '✗' },
            ]
          : (fact.values ?? []).map((one) => ({ value: one.value, label: say(one.label) }))
      return (
        <Select
          id={id}
          size="small"
          allowClear
          placeholder={t.unknown}
          value={value === null || value === undefined ? null : String(value)}
          options={options}
          onChange={(next) => onChange(next === undefined ? null : fact.type === 'boolean' ? next === 'true' : next)}
        />
      )
    }
    case 'text':
    case 'day':
      return (
        <Input
          id={id}
          size="small"
          placeholder={t.unknown}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        />
      )
    default: {
      const scale = fact.type === 'money' ? 100 : fact.type === 'rate' ? 10_000 : 1
      return (
        <InputNumber
          id={id}
          size="small"
          placeholder={t.unknown}
          value={typeof value === 'number' ? value / scale : null}
          suffix={fact.type === 'money' ? '¥' : fact.type === 'rate' ? '%' : undefined}
          onChange={(next) => onChange(next === null ? null : scale === 1 ? next : Math.round(next * scale))}
        />
      )
    }
  }
}
