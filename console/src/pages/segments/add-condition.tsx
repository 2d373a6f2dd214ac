import { type OutputOf, segmentsApi } from '@puhui/api'
import { Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { Failed } from '../../ui/states.tsx'
import { boundOf, type FieldValue, fieldsOf, NUMBER_TESTS, textOf } from './condition-fields.ts'

type SegmentFact = OutputOf<typeof segmentsApi.segmentFacts>['facts'][number]

interface AddConditionProps {
  /** A condition to change, as the language writes it; without one, a new one is added. */
  readonly edited?: string
  readonly onAdd: (text: string) => void
}

/** One more condition, or one changed: a fact, a test and a value, handed over as text of the language. */
export function AddCondition({ edited, onAdd }: AddConditionProps) {
  const t = useText(segmentsText)
  const say = useLocalized()
  const read = useRead(segmentsApi.segmentFacts, {})
  const facts = read.data?.facts ?? []
  const first = edited === undefined ? undefined : fieldsOf(edited)
  const [factId, setFactId] = useState(first?.factId)
  const [test, setTest] = useState(first?.test)
  const [value, setValue] = useState<FieldValue>(first?.value ?? null)
  const fact = facts.find(({ id }) => id === factId)
  const tests = testsOf(fact, t)
  const chosen = test ?? tests[0]?.value
  const text = fact && chosen ? textOf({ factId: fact.id, test: chosen, value }) : undefined
  const groups = [...new Set(facts.map(({ group }) => group))]
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  return (
    <div className="segment-add">
      <Select
        aria-label={t.fact}
        autoFocus={edited !== undefined}
        placeholder={t.fact}
        showSearch={{ optionFilterProp: 'label' }}
        value={factId ?? null}
        style={{ minInlineSize: 180 }}
        onChange={(id: string) => {
          setFactId(id)
          setTest(undefined)
          setValue(null)
        }}
        options={groups.map((group) => {
          const own = facts.filter((each) => each.group === group)
          return {
            label: say(own[0]!.groupLabel),
            options: own.map(({ id, label }) => ({ value: id, label: say(label) })),
          }
        })}
      />
      {fact && (
        <Select
          aria-label={t.test}
          value={chosen ?? null}
          options={tests}
          onChange={(next: string) => {
            setTest(next)
            setValue(null)
          }}
        />
      )}
      {fact?.type === 'enum' && chosen?.startsWith('in') && (
        <Select
          aria-label={t.value}
          mode="multiple"
          style={{ minInlineSize: 200 }}
          value={(value ?? []) as string[]}
          onChange={(chosenValues: string[]) => setValue(chosenValues)}
          options={fact.values.map((each) => ({ value: each.value, label: say(each.label) }))}
        />
      )}
      {fact && NUMBER_TESTS.some((each) => each === chosen) && (
        <InputNumber
          aria-label={t.value}
          value={typeof value === 'number' ? value : null}
          onChange={(number) => setValue(number)}
          suffix={fact.unit ? say(fact.unit) : undefined}
        />
      )}
      {fact &&
        chosen === 'between' &&
        [t.lowest, t.highest].map((label, end) => (
          <InputNumber
            key={label}
            aria-label={label}
            placeholder={label}
            value={Array.isArray(value) ? value[end] : null}
            onChange={(number) => setValue([0, 1].map((at) => (at === end ? number : boundOf(value, at))))}
            suffix={fact.unit ? say(fact.unit) : undefined}
          />
        ))}
      <DisabledReason why={text === undefined ? t.nothingToAdd : undefined}>
        <Button
          onClick={() => {
            if (text !== undefined) onAdd(text)
            setValue(null)
          }}
        >
          {edited === undefined ? t.add : t.change}
        </Button>
      </DisabledReason>
    </div>
  )
}

type Words = Readonly<Record<'is' | 'isNot' | 'known' | 'notKnown' | 'oneOf' | 'noneOf' | 'between', string>>

function testsOf(fact: SegmentFact | undefined, t: Words): { value: string; label: string }[] {
  const either = [
    { value: 'known', label: t.known },
    { value: 'unknown', label: t.notKnown },
  ]
  switch (fact?.type) {
    case undefined:
      return []
    case 'boolean':
      return [{ value: 'true', label: t.is }, { value: 'false', label: t.isNot }, ...either]
    case 'enum':
      return [{ value: 'in', label: t.oneOf }, { value: 'in not', label: t.noneOf }, ...either]
    case 'text':
      return either
    default:
      return [
        { value: 'between', label: t.between },
        ...NUMBER_TESTS.map((each) => ({ value: each, label: SIGNS[each] ?? each })),
        ...either,
      ]
  }
}

const SIGNS: Readonly<Record<string, string>> = { '>=': '≥', '<=': '≤' }
