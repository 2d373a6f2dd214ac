import type { Policy, ScoreAttribute, ScoreStage } from '@puhui/policy'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { AddButton, Choice, ExpressionInput, MoveButtons, NumberInput, useSettable } from './inputs.tsx'
import { freshName, withMoved, without, withReplaced } from './order.ts'

interface ScoreHeadProps {
  readonly stage: ScoreStage
  readonly policy: Policy
  readonly isReadOnly: boolean
  readonly onChange: (stage: ScoreStage) => void
}

/** Base points, where the sum goes, and the attributes in their order; bins and points stand in the grid. */
export function ScoreHead({ stage, policy, isReadOnly, onChange }: ScoreHeadProps) {
  const t = useText(policyEditorText)
  const say = useLocalized()
  const { scorecard } = stage
  const { attributes } = scorecard
  const set = (change: Partial<typeof scorecard>) => onChange({ ...stage, scorecard: { ...scorecard, ...change } })
  const add = () => {
    const id = freshName(
      'attribute',
      attributes.map((one) => one.id),
    )
    const { zh, en } = { zh: policyEditorText.zh.attributeNew, en: policyEditorText.en.attributeNew }
    const reasonCode = policy.reasons[0]?.code ?? ''
    const blank: ScoreAttribute = {
      id,
      label: { zh, en },
      expression: 'applicantAge',
      bins: [{ when: '-', points: 0 }],
      unknownPoints: 0,
      reasonCode,
    }
    set({ attributes: [...attributes, blank] })
  }
  return (
    <details className="stage-head" data-part="score-head">
      <summary>{t.scoreHead}</summary>
      <div className="line-fields">
        <NumberInput label={t.base} value={scorecard.base} isReadOnly={isReadOnly} onChange={(base) => set({ base })} />
        <Choice
          label={t.scoreTo}
          value={scorecard.to}
          choices={useSettable()}
          isReadOnly={isReadOnly}
          onChange={(to) => set({ to })}
        />
      </div>
      <h4>{t.attributes}</h4>
      {attributes.map((one, i) => (
        <div key={one.id} className="line-fields">
          <ExpressionInput
            label={`${i + 1}. ${say(one.label)}`}
            value={one.expression}
            policy={policy}
            isReadOnly={isReadOnly}
            onChange={(expression) => set({ attributes: withReplaced(attributes, i, { ...one, expression }) })}
          />
          <MoveButtons
            what={say(one.label)}
            at={i}
            count={attributes.length}
            keepsOne
            isReadOnly={isReadOnly}
            onMove={(to) => set({ attributes: withMoved(attributes, i, to) })}
            onRemove={() => set({ attributes: without(attributes, i) })}
          />
        </div>
      ))}
      <AddButton label={t.addAttribute} isReadOnly={isReadOnly} onAdd={add} />
    </details>
  )
}
