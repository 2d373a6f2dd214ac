import type { CrossAxis, Policy, PolicyProblem } from '@puhui/policy'
import { policiesText } from '../../i18n/policies.ts'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useText } from '../../i18n/text.ts'
import { ExpressionInput } from './inputs.tsx'
import { valueShown } from './value-shown.ts'

interface Axes {
  readonly rows: CrossAxis
  readonly columns: CrossAxis
}

interface AxesHeadProps {
  readonly axes: Axes
  readonly policy: Policy
  readonly problems: readonly PolicyProblem[]
  readonly isChecked: boolean
  readonly isReadOnly: boolean
  readonly onChange: (axes: Axes) => void
}

/** What the two axes look at, and whether their bands meet without gap and overlap. */
export function AxesHead({ axes, policy, problems, isChecked, isReadOnly, onChange }: AxesHeadProps) {
  const t = useText(policyEditorText)
  const isSound = isChecked && !problems.some(({ level }) => level === 'error')
  const names = { rows: t.rowAxis, columns: t.columnAxis }
  return (
    <div className="axes" data-part="axes">
      {(['rows', 'columns'] as const).map((name) => (
        <section key={name} aria-label={names[name]} data-axis={name}>
          <ExpressionInput
            label={names[name]}
            value={axes[name].expression}
            policy={policy}
            isReadOnly={isReadOnly}
            onChange={(expression) => onChange({ ...axes, [name]: { ...axes[name], expression } })}
          />
          <Cover problems={problems.filter(({ pointer }) => pointer.endsWith(`/${name}`))} isSound={isSound} />
        </section>
      ))}
    </div>
  )
}

interface CoverProps {
  readonly problems: readonly PolicyProblem[]
  /** False while an error keeps the bands from being looked at. */
  readonly isSound: boolean
}

function Cover({ problems, isSound }: CoverProps) {
  const t = useText(policyEditorText)
  const { unknown } = useText(policiesText)
  const shown = problems.flatMap(({ code, rows = [], example = {} }) => {
    const value = Object.entries(example)
      .map(([expression, one]) => valueShown(expression, one) ?? unknown)
      .join(', ')
    if (code === 'policy.gap') return [t.gapAt(value)]
    const bands = rows.map((id) => id.split('.').at(-1)).join(', ')
    return code === 'policy.rows_overlap' ? [t.overlapAt(bands, value)] : []
  })
  if (problems.length === 0) return isSound ? <p className="soft">{t.allCovered}</p> : null
  return (
    <ul className="cover" data-part="cover">
      {shown.map((text) => (
        <li key={text} className="attention-text">
          {text}
        </li>
      ))}
    </ul>
  )
}
