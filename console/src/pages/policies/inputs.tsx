import type { Fact, FactCatalogue } from '@puhui/condition'
import { readExpression } from '@puhui/condition'
import type { OutputValue, Policy } from '@puhui/policy'
import { SCORE_REASONS } from '@puhui/policy'
import { AutoComplete, Button, Input, Select } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { policiesText } from '../../i18n/policies.ts'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { FACTS } from './check.ts'
import { asOutput, fromOutput } from './sheet-values.ts'

/** The facts and the parameters a text of this policy may name. */
export function useCatalogue({ parameters }: Pick<Policy, 'parameters'>): FactCatalogue {
  return useMemo(() => {
    const known = new Map<string, Fact>(FACTS)
    for (const { value, source: _source, ...one } of parameters)
      known.set(one.id, { ...one, source: 'policy', constant: value })
    return known
  }, [parameters])
}

export interface InputProps<T> {
  readonly label: string
  readonly value: T
  readonly isReadOnly: boolean
  readonly onChange: (value: T) => void
}

/** A control under its name. */
export function Named({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="named">
      <span aria-hidden="true">{label}</span>
      {children}
    </div>
  )
}

export function TextInput({ label, value, isReadOnly, onChange }: InputProps<string>) {
  return (
    <Named label={label}>
      <Input
        size="small"
        aria-label={label}
        value={value}
        readOnly={isReadOnly}
        onChange={(event) => onChange(event.target.value)}
      />
    </Named>
  )
}

/** A number as typed; what is no number is not taken. */
export function NumberInput({ label, value, isReadOnly, onChange }: InputProps<number>) {
  return (
    <Named label={label}>
      <Input
        key={value}
        size="small"
        inputMode="decimal"
        aria-label={label}
        defaultValue={String(value)}
        readOnly={isReadOnly}
        onBlur={({ target }) => {
          const number = Number(target.value.trim())
          if (target.value.trim() !== '' && Number.isFinite(number) && number !== value) onChange(number)
          else target.value = String(value)
        }}
      />
    </Named>
  )
}

interface ChoiceProps<T extends string> extends InputProps<T> {
  readonly choices: Readonly<Record<T, string>>
}

export function Choice<T extends string>({ label, value, choices, isReadOnly, onChange }: ChoiceProps<T>) {
  return (
    <Named label={label}>
      <Select<T>
        size="small"
        aria-label={label}
        value={value}
        disabled={isReadOnly}
        popupMatchSelectWidth={false}
        options={(Object.keys(choices) as T[]).map((key) => ({ value: key, label: choices[key] }))}
        onChange={onChange}
      />
    </Named>
  )
}

interface PolicyInputProps extends InputProps<string> {
  readonly policy: Policy
}

/** A reason code of the policy, with what staff read for it; another one may be typed and is told as a problem. */
export function ReasonInput({ label, value, policy, isReadOnly, onChange }: PolicyInputProps) {
  const options = useReasons(policy)
  return <Suggesting label={label} value={value} options={options} isReadOnly={isReadOnly} onChange={onChange} />
}

function useReasons({ reasons }: Policy): readonly Suggestion[] {
  const say = useLocalized()
  return useMemo(
    () => reasons.map(({ code, staff }) => ({ value: code, label: `${code} ${say(staff)}` })),
    [reasons, say],
  )
}

interface Suggestion {
  readonly value: string
  readonly label: string
}

interface SuggestingProps extends InputProps<string> {
  readonly options: readonly Suggestion[]
  readonly listWidth?: number
}

/** A text with suggestions, found by any part of what they say. */
function Suggesting({ label, value, options, listWidth = 320, isReadOnly, onChange }: SuggestingProps) {
  return (
    <Named label={label}>
      <AutoComplete
        size="small"
        aria-label={label}
        value={value}
        disabled={isReadOnly}
        options={[...options]}
        popupMatchSelectWidth={listWidth}
        showSearch={{ filterOption: (typed, option) => isWithin(typed, option?.label) }}
        onChange={onChange}
      />
    </Named>
  )
}

function isWithin(typed: string, label: string | undefined): boolean {
  return (label ?? '').toLowerCase().includes(typed.toLowerCase())
}

/** What an axis, a column or a question looks at: a fact by its name, or a formula. */
export function ExpressionInput({ label, value, policy, isReadOnly, onChange }: PolicyInputProps) {
  const t = useText(policyEditorText)
  const say = useLocalized()
  const catalogue = useCatalogue(policy)
  const read = useMemo(
    () => readExpression(value, catalogue, { purpose: policy.purpose }),
    [value, catalogue, policy.purpose],
  )
  const options = useMemo(() => factOptions(catalogue, policy, say), [catalogue, policy, say])
  const fact = catalogue.get(value)
  return (
    <Named label={label}>
      <AutoComplete
        size="small"
        className="mono"
        aria-label={label}
        value={value}
        disabled={isReadOnly}
        status={read.ok ? '' : 'error'}
        options={options}
        popupMatchSelectWidth={340}
        showSearch={{ filterOption: (typed, option) => isWithin(typed, option?.label) }}
        onChange={onChange}
      />
      {fact && <span className="soft">{say(fact.label)}</span>}
      {!read.ok && <span className="bad-text">{t.expressionWrong}</span>}
    </Named>
  )
}

export function factOptions(
  catalogue: FactCatalogue,
  { purpose }: Pick<Policy, 'purpose'>,
  say: (text: Fact['label']) => string,
) {
  return [...catalogue.values()]
    .filter(({ constant, forbiddenIn }) => constant === undefined && !forbiddenIn?.includes(purpose))
    .map(({ id, label }) => ({ value: id, label: `${say(label)} ${id}` }))
}

/** What an output is called: an outcome, a reason, or the fact it sets. */
export function useOutputName(): (to: string) => string {
  const { outputNames } = useText(policyEditorText)
  const settable = useSettable()
  const names: Readonly<Record<string, string>> = { ...settable, ...outputNames }
  return (to) => names[to] ?? to
}

/** Facts a stage may set. */
export function useSettable(): Readonly<Record<string, string>> {
  const say = useLocalized()
  return useMemo(
    () =>
      Object.fromEntries(
        [...FACTS.values()].filter(({ source }) => source === 'policy').map(({ id, label }) => [id, say(label)]),
      ),
    [say],
  )
}

interface OutputProps extends InputProps<OutputValue> {
  /** `outcome`, `reason` or the fact that is set. */
  readonly to: string
  readonly policy: Policy
}

/** The value an output gives, as what it sets allows. */
export function OutputInput({ label, to, value, policy, isReadOnly, onChange }: OutputProps) {
  const t = useText(policyEditorText)
  const say = useLocalized()
  const reasons = useReasons(policy)
  const shown = fromOutput(value)
  if (to === 'outcome') {
    const { ignore: _ignore, ...effects } = t.effects
    const choices = { '': t.none, ...effects }
    const given = shown as keyof typeof choices
    return (
      <Choice
        label={label}
        value={given}
        choices={choices}
        isReadOnly={isReadOnly}
        onChange={(next) => onChange(next === '' ? null : next)}
      />
    )
  }
  const options =
    to === 'reason'
      ? [{ value: SCORE_REASONS, label: SCORE_REASONS }, ...reasons]
      : (FACTS.get(to)?.values ?? []).map((one) => ({ value: one.value, label: say(one.label) }))
  return (
    <Suggesting
      label={label}
      value={shown}
      options={options}
      listWidth={260}
      isReadOnly={isReadOnly}
      onChange={(text) => onChange(asOutput(text))}
    />
  )
}

interface MoveProps {
  /** What is moved or removed, for those who only hear the button. */
  readonly what: string
  readonly at: number
  readonly count: number
  readonly isReadOnly: boolean
  readonly onMove: (to: number) => void
  readonly onRemove?: () => void
  /** The last one cannot go. */
  readonly keepsOne?: boolean
}

/** Up, down and away; what cannot be done says why. */
export function MoveButtons({ what, at, count, isReadOnly, onMove, onRemove, keepsOne = false }: MoveProps) {
  const t = useText(policyEditorText)
  const { readOnly } = useText(policiesText)
  const locked = isReadOnly ? readOnly : undefined
  return (
    <span className="move-buttons">
      <DisabledReason why={locked ?? (at === 0 ? t.firstStays : undefined)}>
        <Button size="small" aria-label={t.upThis(what)} onClick={() => onMove(at - 1)}>
          ↑
        </Button>
      </DisabledReason>
      <DisabledReason why={locked ?? (at === count - 1 ? t.lastIs : undefined)}>
        <Button size="small" aria-label={t.downThis(what)} onClick={() => onMove(at + 1)}>
          ↓
        </Button>
      </DisabledReason>
      {onRemove && (
        <DisabledReason why={locked ?? (keepsOne && count === 1 ? t.lastStays : undefined)}>
          <Button size="small" aria-label={t.removeThis(what)} onClick={onRemove}>
            ×
          </Button>
        </DisabledReason>
      )}
    </span>
  )
}

interface AddProps {
  readonly label: string
  readonly isReadOnly: boolean
  readonly onAdd: () => void
}

export function AddButton({ label, isReadOnly, onAdd }: AddProps) {
  const { readOnly } = useText(policiesText)
  return (
    <DisabledReason why={isReadOnly ? readOnly : undefined}>
      <Button size="small" onClick={onAdd}>
        {label}
      </Button>
    </DisabledReason>
  )
}
