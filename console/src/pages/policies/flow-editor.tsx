import { policiesApi } from '@puhui/api'
import type { FactSource } from '@puhui/condition'
import type { Policy, Severity, Stage } from '@puhui/policy'
import { Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { policiesText } from '../../i18n/policies.ts'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { Rate } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import { StatusTag, Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { type Checked, FACTS } from './check.ts'
import { Choice, MoveButtons, Named, NumberInput, TextInput } from './inputs.tsx'
import { newStage, STAGE_KINDS, type StageKind } from './new-stage.ts'
import { withMoved, without, withReplaced } from './order.ts'
import { problemsOf } from './stage-tones.ts'

interface FlowEditorProps {
  readonly policy: Policy
  readonly code: string
  readonly checked: Checked | undefined
  readonly isReadOnly: boolean
  readonly onChange: (policy: Policy) => void
  readonly onGo: (stageId: string) => void
}

/** The stages in the order in which they run, what each asks for and where it ends; and who runs beside this policy. */
export function FlowEditor({ policy, code, checked, isReadOnly, onChange, onGo }: FlowEditorProps) {
  const t = useText(policyEditorText)
  const { stages } = policy
  const set = (next: readonly Stage[]) => onChange({ ...policy, stages: next })
  return (
    <>
      <Block title={t.flowTitle}>
        <p className="soft">{t.flowAbout}</p>
        <ol className="flow" data-part="flow">
          {stages.map((stage, i) => (
            <StageCard
              // biome-ignore lint/suspicious/noArrayIndexKey: the id of a stage may be edited.
              key={i}
              stage={stage}
              at={i}
              count={stages.length}
              problemCount={problemsOf(checked, `/stages/${i}`).length}
              isReadOnly={isReadOnly}
              onChange={(next) => set(withReplaced(stages, i, next))}
              onMove={(to) => set(withMoved(stages, i, to))}
              onRemove={() => set(without(stages, i))}
              onGo={() => onGo(stage.id)}
            />
          ))}
        </ol>
        <AddStage isReadOnly={isReadOnly} onAdd={(kind) => set([...stages, newStage(kind, policy)])} />
      </Block>
      <PolicyHead policy={policy} isReadOnly={isReadOnly} onChange={onChange} />
      <Contest code={code} />
    </>
  )
}

interface StageCardProps {
  readonly stage: Stage
  readonly at: number
  readonly count: number
  readonly problemCount: number
  readonly isReadOnly: boolean
  readonly onChange: (stage: Stage) => void
  readonly onMove: (to: number) => void
  readonly onRemove: () => void
  readonly onGo: () => void
}

const OUTSIDE: readonly FactSource[] = ['bureau', 'income', 'device']

function StageCard({ stage, at, count, problemCount, isReadOnly, ...on }: StageCardProps) {
  const t = useText(policyEditorText)
  const { stageKinds, readOnly } = useText(policiesText)
  const say = useLocalized()
  const { policy: _own, ...sources } = t.sources
  const { warn: _warn, ignore: _ignore, pass: _pass, ...ends } = t.effects
  const { stopsOn, ...open } = stage
  const asked = stage.sources.filter((source) => OUTSIDE.includes(source))
  return (
    <li className="check-card" data-stage={stage.id}>
      <header className="line-fields">
        <strong>
          {at + 1}. {say(stage.title)}
        </strong>
        <Tag tone="neutral">{stageKinds[stage.kind]}</Tag>
        {problemCount > 0 && <Tag tone="attention">{problemCount}</Tag>}
        <MoveButtons what={say(stage.title)} at={at} count={count} isReadOnly={isReadOnly} onMove={on.onMove} />
        <RemoveStage
          title={say(stage.title)}
          why={isReadOnly ? readOnly : count === 1 ? t.lastStays : undefined}
          onRemove={on.onRemove}
        />
        <Button size="small" onClick={on.onGo}>
          {t.openStage}
        </Button>
      </header>
      <div className="line-fields">
        {(['zh', 'en'] as const).map((locale) => (
          <TextInput
            key={locale}
            label={locale === 'zh' ? t.nameZh : t.nameEn}
            value={stage.title[locale]}
            isReadOnly={isReadOnly}
            onChange={(text) => on.onChange({ ...stage, title: { ...stage.title, [locale]: text } })}
          />
        ))}
        <TextInput
          label={t.id}
          value={stage.id}
          isReadOnly={isReadOnly}
          onChange={(id) => on.onChange({ ...stage, id })}
        />
      </div>
      <div className="line-fields">
        <Named label={t.dataCalls}>
          <Select<FactSource[]>
            mode="multiple"
            size="small"
            className="wide-select"
            aria-label={t.dataCalls}
            placeholder={t.none}
            value={[...stage.sources]}
            disabled={isReadOnly}
            options={(Object.keys(sources) as (keyof typeof sources)[]).map((value) => ({
              value,
              label: sources[value],
            }))}
            onChange={(next) => on.onChange({ ...stage, sources: next })}
          />
          {asked.length > 0 && <span className="soft">{t.isAsked}</span>}
        </Named>
        <Named label={t.stopsOn}>
          <Select<Severity[]>
            mode="multiple"
            size="small"
            className="wide-select"
            aria-label={t.stopsOn}
            placeholder={t.stopsDefault}
            value={[...(stopsOn ?? [])]}
            disabled={isReadOnly}
            options={(Object.keys(ends) as (keyof typeof ends)[]).map((value) => ({ value, label: ends[value] }))}
            onChange={(next) => on.onChange(next.length === 0 ? (open as Stage) : { ...stage, stopsOn: next })}
          />
        </Named>
      </div>
    </li>
  )
}

interface RemoveStageProps {
  readonly title: string
  readonly why: string | undefined
  readonly onRemove: () => void
}

function RemoveStage({ title, why, onRemove }: RemoveStageProps) {
  const t = useText(policyEditorText)
  const button = (
    <Button size="small" aria-label={t.removeThis(title)}>
      ×
    </Button>
  )
  if (why) return <DisabledReason why={why}>{button}</DisabledReason>
  return (
    <Popconfirm title={t.removeStageAsk(title)} onConfirm={onRemove}>
      {button}
    </Popconfirm>
  )
}

function AddStage({ isReadOnly, onAdd }: { readonly isReadOnly: boolean; readonly onAdd: (kind: StageKind) => void }) {
  const t = useText(policyEditorText)
  const { stageKinds, readOnly } = useText(policiesText)
  const [kind, setKind] = useState<StageKind>('rules')
  return (
    <div className="line-fields">
      <Select<StageKind>
        size="small"
        aria-label={t.addStage}
        value={kind}
        disabled={isReadOnly}
        popupMatchSelectWidth={false}
        options={STAGE_KINDS.map((value) => ({ value, label: stageKinds[value] }))}
        onChange={setKind}
      />
      <DisabledReason why={isReadOnly ? readOnly : undefined}>
        <Button size="small" onClick={() => onAdd(kind)}>
          {t.addStage}
        </Button>
      </DisabledReason>
    </div>
  )
}

interface PolicyHeadProps extends Pick<FlowEditorProps, 'policy' | 'isReadOnly' | 'onChange'> {}

const REASONS_MAX = 4

function PolicyHead({ policy, isReadOnly, onChange }: PolicyHeadProps) {
  const t = useText(policyEditorText)
  const say = useLocalized()
  const { gradeFact, ...ungraded } = policy
  const settable = [...FACTS.values()].filter(({ source }) => source === 'policy')
  const grades = { '': t.none, ...Object.fromEntries(settable.map(({ id, label }) => [id, say(label)])) }
  return (
    <Block title={t.policyHead}>
      <div className="line-fields">
        {(['zh', 'en'] as const).map((locale) => (
          <TextInput
            key={locale}
            label={locale === 'zh' ? t.nameZh : t.nameEn}
            value={policy.title[locale]}
            isReadOnly={isReadOnly}
            onChange={(text) => onChange({ ...policy, title: { ...policy.title, [locale]: text } })}
          />
        ))}
        <NumberInput
          label={t.principalMax}
          value={policy.principalReasonsMax ?? REASONS_MAX}
          isReadOnly={isReadOnly}
          onChange={(most) => onChange({ ...policy, principalReasonsMax: Math.max(1, Math.round(most)) })}
        />
        <Choice<string>
          label={t.gradeFact}
          value={gradeFact ?? ''}
          choices={grades}
          isReadOnly={isReadOnly}
          onChange={(next) => onChange(next === '' ? ungraded : { ...policy, gradeFact: next })}
        />
      </div>
    </Block>
  )
}

function Contest({ code }: { readonly code: string }) {
  const t = useText(policyEditorText)
  const words = useText(policiesText)
  const read = useRead(policiesApi.getPolicy, { params: { code } })
  const running = read.data?.challenges.filter(({ endedAt }) => endedAt === null) ?? []
  return (
    <Block title={t.contest}>
      {read.data?.inForce && <p className="soft">{t.contestAbout(read.data.inForce)}</p>}
      {read.data && running.length === 0 && <p>{t.contestNone}</p>}
      <ul className="problem-list" data-part="contest">
        {running.map((one) => (
          <li key={one.id}>
            {words.version(one.version)} <StatusTag set="challengeMode" value={one.mode} />{' '}
            {one.mode === 'share' && <Rate ppm={one.sharePpm} />}
          </li>
        ))}
      </ul>
      <To href={`/policies/${code}?tab=challengers`}>{t.contestGo}</To>
    </Block>
  )
}
