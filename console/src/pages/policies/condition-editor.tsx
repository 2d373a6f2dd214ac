import { type FactCatalogue, readCondition } from '@puhui/condition'
import type { Policy, Rule } from '@puhui/policy'
import { AutoComplete, Button, Select } from 'antd'
import { useMemo } from 'react'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { type Chip, type Chips, chipsOf, opsOf, textOfChips } from './condition-chips.ts'
import { ConditionText, Sentences } from './condition-text.tsx'
import { useCatalogue } from './inputs.tsx'

interface ConditionEditorProps {
  readonly rule: Rule
  readonly policy: Policy
  readonly isReadOnly: boolean
  readonly onChange: (when: string) => void
}

/** One condition as tests to click together and as text, side by side, with its sentence and what is wrong with it. */
export function ConditionEditor({ rule, policy, isReadOnly, onChange }: ConditionEditorProps) {
  const t = useText(policiesText)
  const { when } = rule
  const catalogue = useCatalogue(policy)
  const read = useMemo(
    () => readCondition(when, catalogue, { purpose: policy.purpose }),
    [when, catalogue, policy.purpose],
  )
  return (
    <section className="condition" aria-label={t.condition}>
      <div className="two">
        <Builder when={when} catalogue={catalogue} isReadOnly={isReadOnly} onChange={onChange} />
        <ConditionText label={t.conditionText} text={when} read={read} isReadOnly={isReadOnly} onChange={onChange} />
      </div>
      {read.ok && <Sentences condition={read.value} catalogue={catalogue} />}
    </section>
  )
}

interface BuilderProps {
  readonly when: string
  readonly catalogue: FactCatalogue
  readonly isReadOnly: boolean
  readonly onChange: (when: string) => void
}

function Builder({ when, catalogue, isReadOnly, onChange }: BuilderProps) {
  const t = useText(policiesText)
  const chips = useMemo(() => chipsOf(when, catalogue), [when, catalogue])
  const write = (next: Chips) => onChange(textOfChips(next))
  return (
    <div className="stack" data-part="builder">
      <h3>{t.builder}</h3>
      {chips === undefined ? (
        <p className="soft">{t.builderOff}</p>
      ) : (
        <>
          {chips.chips.length > 1 && (
            <Select
              aria-label={t.builder}
              size="small"
              value={chips.join}
              disabled={isReadOnly}
              options={[
                { value: 'and', label: t.all },
                { value: 'or', label: t.any },
              ]}
              onChange={(join) => write({ ...chips, join })}
            />
          )}
          {chips.chips.map((chip, i) => (
            <ChipRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a test has no name but its place.
              key={i}
              chip={chip}
              catalogue={catalogue}
              isReadOnly={isReadOnly}
              onChange={(next) => write({ ...chips, chips: chips.chips.map((one, at) => (at === i ? next : one)) })}
              onRemove={() => write({ ...chips, chips: chips.chips.filter((_, at) => at !== i) })}
            />
          ))}
          <Button
            size="small"
            disabled={isReadOnly}
            onClick={() => write({ ...chips, chips: [...chips.chips, { fact: 'applicantAge', op: '<', value: '18' }] })}
          >
            {t.addTest}
          </Button>
        </>
      )}
    </div>
  )
}

interface ChipRowProps extends Omit<BuilderProps, 'when' | 'onChange'> {
  readonly chip: Chip
  readonly onChange: (chip: Chip) => void
  readonly onRemove: () => void
}

function ChipRow({ chip, catalogue, isReadOnly, onChange, onRemove }: ChipRowProps) {
  const t = useText(policiesText)
  const say = useLocalized()
  const facts = useMemo(
    () =>
      [...catalogue.values()]
        .filter(({ constant, forbiddenIn }) => constant === undefined && !forbiddenIn?.includes('credit'))
        .map(({ id, label }) => ({ value: id, label: say(label) })),
    [catalogue, say],
  )
  const fact = catalogue.get(chip.fact)
  const needsValue = !['is true', 'is false', 'known', 'unknown'].includes(chip.op)
  const values = fact?.values?.map(({ value, label }) => ({ value: `"${value}"`, label: say(label) })) ?? []
  return (
    <div className="chip">
      <Select
        aria-label={t.sheet.expression}
        size="small"
        showSearch={{ optionFilterProp: 'label' }}
        value={chip.fact}
        options={facts}
        disabled={isReadOnly}
        popupMatchSelectWidth={260}
        onChange={(next: string) => {
          const ops = opsOf(catalogue.get(next))
          onChange({
            fact: next,
            op: ops.includes(chip.op) ? chip.op : ops[0]!,
            value: ops.includes(chip.op) ? chip.value : '0',
          })
        }}
      />
      <Select
        aria-label={t.condition}
        size="small"
        value={chip.op}
        options={opsOf(fact).map((value) => ({ value, label: value }))}
        disabled={isReadOnly}
        popupMatchSelectWidth={120}
        onChange={(op) => onChange({ ...chip, op })}
      />
      {needsValue && (
        <AutoComplete
          aria-label={t.value}
          size="small"
          value={chip.value}
          options={values}
          disabled={isReadOnly}
          popupMatchSelectWidth={200}
          onChange={(value: string) => onChange({ ...chip, value })}
        />
      )}
      <Button size="small" type="text" disabled={isReadOnly} aria-label={t.removed} onClick={onRemove}>
        ×
      </Button>
    </div>
  )
}
