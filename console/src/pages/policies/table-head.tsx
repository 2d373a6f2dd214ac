import type { Aggregate, DecisionTable, Policy } from '@puhui/policy'
import { Checkbox } from 'antd'
import { policiesText } from '../../i18n/policies.ts'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useText } from '../../i18n/text.ts'
import { AddButton, Choice, ExpressionInput, MoveButtons, OutputInput, useOutputName } from './inputs.tsx'
import { withMoved, without, withReplaced } from './order.ts'
import { OutputsEditor } from './outputs-editor.tsx'
import { UnknownFields } from './unknown-fields.tsx'

interface TableHeadProps {
  readonly table: DecisionTable
  readonly policy: Policy
  readonly isReadOnly: boolean
  readonly onChange: (table: DecisionTable) => void
}

/** The columns of a decision table, which of the rows that hold speaks, and what is given when none does. */
export function TableHead({ table, policy, isReadOnly, onChange }: TableHeadProps) {
  const t = useText(policyEditorText)
  const { hitPolicies } = useText(policiesText)
  const { aggregate, ...plain } = table
  return (
    <details className="stage-head" data-part="table-head">
      <summary>{t.tableHead}</summary>
      <div className="line-fields">
        <Choice
          label={t.hitPolicy}
          value={table.hitPolicy}
          choices={hitPolicies}
          isReadOnly={isReadOnly}
          onChange={(hitPolicy) => onChange({ ...table, hitPolicy })}
        />
        {table.hitPolicy === 'collect' && (
          <Choice<Aggregate | 'none'>
            label={t.aggregate}
            value={aggregate ?? 'none'}
            choices={t.aggregates}
            isReadOnly={isReadOnly}
            onChange={(next) => onChange(next === 'none' ? plain : { ...plain, aggregate: next })}
          />
        )}
        <UnknownFields value={table} policy={policy} isReadOnly={isReadOnly} onChange={onChange} />
      </div>
      <div className="two">
        <Inputs table={table} policy={policy} isReadOnly={isReadOnly} onChange={onChange} />
        <OutputsEditor
          outputs={table.outputs}
          hasOrder={table.hitPolicy === 'priority'}
          policy={policy}
          isReadOnly={isReadOnly}
          onChange={(outputs, values) => onChange(withOutputs(table, outputs, values))}
        />
      </div>
      <Otherwise table={table} policy={policy} isReadOnly={isReadOnly} onChange={onChange} />
    </details>
  )
}

type Gives = NonNullable<DecisionTable['otherwise']>

function withOutputs(
  table: DecisionTable,
  outputs: DecisionTable['outputs'],
  values: (gives: Gives) => Gives,
): DecisionTable {
  const { otherwise } = table
  const rows = table.rows.map((row) => ({ ...row, gives: values(row.gives) }))
  return { ...table, outputs, rows, ...(otherwise ? { otherwise: values(otherwise) } : {}) }
}

function Inputs({ table, policy, isReadOnly, onChange }: TableHeadProps) {
  const t = useText(policyEditorText)
  const set = (inputs: DecisionTable['inputs'], cells: (when: readonly string[]) => readonly string[]) =>
    onChange({ ...table, inputs, rows: table.rows.map((row) => ({ ...row, when: cells(row.when) })) })
  const { inputs } = table
  return (
    <section className="stack" aria-label={t.inputs}>
      <h4>{t.inputs}</h4>
      {inputs.map((input, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an input has no name but its place.
        <div key={i} className="line-fields">
          <ExpressionInput
            label={`${t.inputs} ${i + 1}`}
            value={input.expression}
            policy={policy}
            isReadOnly={isReadOnly}
            onChange={(expression) => set(withReplaced(inputs, i, { expression }), (when) => when)}
          />
          <MoveButtons
            what={`${t.inputs} ${i + 1}`}
            at={i}
            count={inputs.length}
            keepsOne
            isReadOnly={isReadOnly}
            onMove={(to) => set(withMoved(inputs, i, to), (when) => withMoved(when, i, to))}
            onRemove={() => set(without(inputs, i), (when) => without(when, i))}
          />
        </div>
      ))}
      <AddButton
        label={t.addInput}
        isReadOnly={isReadOnly}
        onAdd={() => set([...inputs, { expression: 'requestedAmount' }], (when) => [...when, '-'])}
      />
    </section>
  )
}

function Otherwise({ table, policy, isReadOnly, onChange }: TableHeadProps) {
  const t = useText(policyEditorText)
  const nameOf = useOutputName()
  const { otherwise, ...rest } = table
  const nothing = table.outputs.map(() => null)
  return (
    <div className="line-fields">
      <Checkbox
        checked={otherwise !== undefined}
        disabled={isReadOnly}
        onChange={({ target }) => onChange(target.checked ? { ...table, otherwise: nothing } : rest)}
      >
        {t.otherwiseRow}
      </Checkbox>
      {otherwise ? (
        table.outputs.map(({ to }, i) => (
          <OutputInput
            // biome-ignore lint/suspicious/noArrayIndexKey: an output has no name but its place.
            key={i}
            label={nameOf(to)}
            to={to}
            value={otherwise[i] ?? null}
            policy={policy}
            isReadOnly={isReadOnly}
            onChange={(value) => onChange({ ...table, otherwise: withReplaced(otherwise, i, value) })}
          />
        ))
      ) : (
        <span className="soft">{t.otherwiseNone}</span>
      )}
    </div>
  )
}
