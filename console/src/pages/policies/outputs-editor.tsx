import type { DecisionTable, OutputValue, Policy, TableOutput } from '@puhui/policy'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useText } from '../../i18n/text.ts'
import { AddButton, Choice, MoveButtons, TextInput, useSettable } from './inputs.tsx'
import { withMoved, without, withReplaced } from './order.ts'
import { asOutput, fromOutput } from './sheet-values.ts'

/** How the values given to each output follow when outputs are moved, added or removed. */
export type OutputsChange = (outputs: readonly TableOutput[], values: (gives: Gives) => Gives) => void
type Gives = readonly OutputValue[]

interface OutputsEditorProps {
  readonly outputs: DecisionTable['outputs']
  readonly hasOrder: boolean
  readonly policy: Policy
  readonly isReadOnly: boolean
  readonly onChange: OutputsChange
}

/** What rows or leaves give: an outcome, a reason, or a fact that later stages read. */
export function OutputsEditor({ outputs, hasOrder, isReadOnly, onChange }: OutputsEditorProps) {
  const t = useText(policyEditorText)
  const settable = useSettable()
  const choices: Readonly<Record<string, string>> = { ...t.outputNames, ...settable }
  const unused = Object.keys(choices).find((to) => !outputs.some((one) => one.to === to)) ?? 'outcome'
  const keep = (gives: Gives) => gives
  return (
    <section className="stack" aria-label={t.outputs}>
      <h4>{t.outputs}</h4>
      {outputs.map((output, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an output has no name but its place.
        <div key={i} className="line-fields">
          <Choice
            label={`${t.output} ${i + 1}`}
            value={output.to}
            choices={output.to in choices ? choices : { ...choices, [output.to]: output.to }}
            isReadOnly={isReadOnly}
            onChange={(to) => onChange(withReplaced(outputs, i, { ...output, to }), keep)}
          />
          {hasOrder && (
            <TextInput
              label={t.order}
              value={(output.order ?? []).map(fromOutput).join(', ')}
              isReadOnly={isReadOnly}
              onChange={(text) => onChange(withReplaced(outputs, i, withOrder(output, text)), keep)}
            />
          )}
          <MoveButtons
            what={`${t.output} ${i + 1}`}
            at={i}
            count={outputs.length}
            keepsOne
            isReadOnly={isReadOnly}
            onMove={(to) => onChange(withMoved(outputs, i, to), (gives) => withMoved(gives, i, to))}
            onRemove={() => onChange(without(outputs, i), (gives) => without(gives, i))}
          />
        </div>
      ))}
      <AddButton
        label={t.addOutput}
        isReadOnly={isReadOnly}
        onAdd={() => onChange([...outputs, { to: unused }], (gives) => [...gives, null])}
      />
    </section>
  )
}

function withOrder({ to }: TableOutput, text: string): TableOutput {
  if (text.trim() === '') return { to }
  return { to, order: text.split(/[,，]/).map(asOutput) }
}
