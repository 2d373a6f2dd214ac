import type { OfferStage, Stage } from '@puhui/policy'
import { Input } from 'antd'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'

interface CapsEditorProps {
  readonly stage: OfferStage
  readonly isReadOnly: boolean
  readonly onChange: (stage: Stage) => void
}

/** The caps of which the least is the limit. */
export function CapsEditor({ stage, isReadOnly, onChange }: CapsEditorProps) {
  const t = useText(policiesText)
  const say = useLocalized()
  const { limit } = stage
  const set = (i: number, expression: string) => {
    const caps = limit.caps.map((cap, at) => (at === i ? { ...cap, expression } : cap))
    onChange({ ...stage, limit: { ...limit, caps } })
  }
  return (
    <section className="stack">
      <h3>{t.caps}</h3>
      {limit.caps.map(({ id, title, expression }, i) => (
        <div key={id} className="cap">
          <span>{say(title)}</span>
          <Input.TextArea
            aria-label={say(title)}
            className="mono"
            autoSize
            readOnly={isReadOnly}
            value={expression}
            onChange={(event) => set(i, event.target.value)}
          />
        </div>
      ))}
    </section>
  )
}
