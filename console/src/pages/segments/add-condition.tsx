import { type OutputOf, segmentsApi } from '@puhui/api'
import { Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { Failed } from '../../ui/states.tsx'

type SegmentFact = OutputOf<typeof segmentsApi.segmentFacts>['facts'][number]

const NUMBER_TESTS = ['>=', '<=', '=', '>', '<'] as const

/** One more condition: a fact, a test and a value, handed over as text of the language. */
export function AddCondition({ onAdd }: { readonly onAdd: (text: string) => void }) {
  const t = useText(segmentsText)
  const say = useLocalized()
  const read = useRead(segmentsApi.segmentFacts, {})
  const facts = read.data?.facts ?? []
  const [factId, setFactId] = useState<string>()
  const [test, setTest] = useState<string>()
  const [value, setValue] = useState<string | number | readonly string[] | null>(null)
  const fact = facts.find(({ id }) => id === factId)
  const tests = testsOf(fact, t)
  const chosen = test ?? tests[0]?.value
  const text = fact && chosen ? textOf(fact, chosen, value) : undefined
  const groups = [...new Set(facts.map(({ group }) => group))]
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  return (
    <div className="segment-add">
      <Select
        aria-label={t.fact}
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
      {fact && <Select aria-label={t.test} value={chosen} options={tests} onChange={setTest} />}
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
          value={value as number | null}
          onChange={(number) => setValue(number)}
          suffix={fact.unit ? say(fact.unit) : undefined}
        />
      )}
      <DisabledReason why={text === undefined ? t.nothingToAdd : undefined}>
        <Button
          onClick={() => {
            if (text !== undefined) onAdd(text)
            setValue(null)
          }}
        >
          {t.add}
        </Button>
      </DisabledReason>
    </div>
  )
}

type Words = Readonly<Record<'is' | 'isNot' | 'known' | 'notKnown', string>>

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
      return [{ value: 'in', label: '∈' }, { value: 'in not', label: '∉' }, ...either]
    case 'text':
      return either
    default:
      return [...NUMBER_TESTS.map((each) => ({ value: each, label: each })), ...either]
  }
}

function textOf(fact: SegmentFact, test: string, value: unknown): string | undefined {
  if (test === 'known') return `${fact.id} is known`
  if (test === 'unknown') return `${fact.id} = null`
  if (test === 'true') return fact.id
  if (test === 'false') return `not(${fact.id})`
  if (test.startsWith('in')) {
    const options = (Array.isArray(value) ? value : []).map((each) => `"${each}"`)
    if (options.length === 0) return undefined
    const inside = `${fact.id} in (${options.join(', ')})`
    return test === 'in' ? inside : `not(${inside})`
  }
  return typeof value === 'number' ? `${fact.id} ${test} ${value}` : undefined
}
