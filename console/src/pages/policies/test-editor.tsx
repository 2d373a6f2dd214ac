import { type Expression, readCell, readExpression } from '@puhui/condition'
import type { Policy } from '@puhui/policy'
import { AutoComplete, Checkbox, Select } from 'antd'
import { useMemo } from 'react'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { type CellOp, type CellTest, cellOpsOf, cellTestOf, textOfCellTest, withOp } from './cell-test.ts'
import { ConditionText, Sentences } from './condition-text.tsx'
import { Named, useCatalogue } from './inputs.tsx'

interface TestEditorProps {
  readonly title: string
  readonly text: string
  /** What the cell's column, axis or question looks at. */
  readonly expression: string
  readonly policy: Policy
  readonly isReadOnly: boolean
  readonly onChange: (text: string) => void
}

/** A band, a bin or a branch to click together and as text, side by side, with its sentence. */
export function TestEditor({ title, text, expression, policy, isReadOnly, onChange }: TestEditorProps) {
  const t = useText(policyEditorText)
  const catalogue = useCatalogue(policy)
  const of = useMemo(() => {
    const read = readExpression(expression, catalogue, { purpose: policy.purpose })
    return read.ok ? read.value : undefined
  }, [expression, catalogue, policy.purpose])
  const read = useMemo(
    () => (of ? readCell(text, of, catalogue, { purpose: policy.purpose }) : undefined),
    [text, of, catalogue, policy.purpose],
  )
  return (
    <section className="condition" aria-label={title} data-part="test-editor">
      <div className="two">
        <Builder title={title} text={text} of={of} isReadOnly={isReadOnly} onChange={onChange} />
        {read && (
          <ConditionText label={t.testText} text={text} read={read} isReadOnly={isReadOnly} onChange={onChange} />
        )}
      </div>
      {read?.ok && <Sentences condition={read.value} catalogue={catalogue} />}
    </section>
  )
}

interface BuilderProps extends Pick<TestEditorProps, 'title' | 'text' | 'isReadOnly' | 'onChange'> {
  readonly of: Expression | undefined
}

function Builder({ title, text, of, isReadOnly, onChange }: BuilderProps) {
  const t = useText(policyEditorText)
  const test = cellTestOf(text)
  const ops = cellOpsOf(of?.type)
  const write = (next: CellTest) => onChange(textOfCellTest(next))
  const blank = of?.type === 'boolean' ? 'true' : of?.type === 'enum' || of?.type === 'text' ? '""' : '0'
  return (
    <div className="stack" data-part="test-builder">
      <h3>{title}</h3>
      {test === undefined ? (
        <p className="soft">{t.testOff}</p>
      ) : (
        <div className="chip">
          <Named label={t.test}>
            <Select<CellOp>
              aria-label={t.test}
              size="small"
              value={test.op}
              disabled={isReadOnly}
              popupMatchSelectWidth={false}
              options={(ops.includes(test.op) ? ops : [test.op, ...ops]).map((op) => ({ value: op, label: t.ops[op] }))}
              onChange={(op) => write(withOp(test, op, blank))}
            />
          </Named>
          <Values test={test} of={of} isReadOnly={isReadOnly} onWrite={write} />
        </div>
      )}
    </div>
  )
}

interface ValuesProps {
  readonly test: CellTest
  readonly of: Expression | undefined
  readonly isReadOnly: boolean
  readonly onWrite: (test: CellTest) => void
}

function Values({ test, of, isReadOnly, onWrite }: ValuesProps) {
  const t = useText(policyEditorText)
  const options = useValueOptions(of)
  if (test.op === 'between') {
    return (
      <>
        <Value label={t.low} value={test.low} isReadOnly={isReadOnly} onChange={(low) => onWrite({ ...test, low })} />
        <Checkbox
          checked={test.isLowIn}
          disabled={isReadOnly}
          onChange={({ target }) => onWrite({ ...test, isLowIn: target.checked })}
        >
          {t.lowIn}
        </Checkbox>
        <Value
          label={t.high}
          value={test.high}
          isReadOnly={isReadOnly}
          onChange={(high) => onWrite({ ...test, high })}
        />
        <Checkbox
          checked={test.isHighIn}
          disabled={isReadOnly}
          onChange={({ target }) => onWrite({ ...test, isHighIn: target.checked })}
        >
          {t.highIn}
        </Checkbox>
      </>
    )
  }
  if ('values' in test) {
    return (
      <Select<string[]>
        aria-label={t.valueIs}
        className="wide-select"
        size="small"
        mode="tags"
        value={[...test.values]}
        options={options}
        disabled={isReadOnly}
        onChange={(values) => values.length > 0 && onWrite({ ...test, values })}
      />
    )
  }
  if ('value' in test) {
    const set = (value: string) => onWrite({ ...test, value })
    return <Value label={t.valueIs} value={test.value} options={options} isReadOnly={isReadOnly} onChange={set} />
  }
  return null
}

function useValueOptions(of: Expression | undefined) {
  const say = useLocalized()
  const catalogue = useCatalogue(NO_PARAMETERS)
  if (of?.type === 'boolean') return BOOLEANS
  const values = of?.kind === 'fact' ? catalogue.get(of.id)?.values : undefined
  return (values ?? []).map(({ value, label }) => ({ value: `"${value}"`, label: say(label) }))
}

const NO_PARAMETERS = { parameters: [] }
const BOOLEANS = [
  { value: 'true', label: '✓' },
  { value: 'false', label: '✗' },
]

interface ValueProps {
  readonly label: string
  readonly value: string
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly isReadOnly: boolean
  readonly onChange: (value: string) => void
}

function Value({ label, value, options = [], isReadOnly, onChange }: ValueProps) {
  return (
    <Named label={label}>
      <AutoComplete
        aria-label={label}
        size="small"
        value={value}
        options={[...options]}
        disabled={isReadOnly}
        popupMatchSelectWidth={200}
        onChange={onChange}
      />
    </Named>
  )
}
