import { compilePolicy, type Policy, type Stage } from '@puhui/policy'
import { Input } from 'antd'
import { useState } from 'react'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useText } from '../../i18n/text.ts'
import { FACTS } from './check.ts'

interface JsonViewProps {
  readonly stage: Stage
  readonly policy: Policy
  readonly isReadOnly: boolean
  readonly onChange: (stage: Stage) => void
}

/** A stage as its data; what does not read stays on screen and is not taken. */
export function JsonView({ stage, policy, isReadOnly, onChange }: JsonViewProps) {
  const t = useText(policyEditorText)
  const [typed, setTyped] = useState<{ readonly text: string; readonly of: Stage }>()
  // Undo and the other views change the stage below what was typed here: then it is shown as it now is.
  const isOwn = typed !== undefined && typed.of === stage
  const text = isOwn ? typed.text : JSON.stringify(stage, null, 2)
  const isBroken = isOwn && stageOf(typed.text, stage, policy) === undefined
  const take = (next: string) => {
    const read = stageOf(next, stage, policy)
    setTyped({ text: next, of: read ?? stage })
    if (read) onChange(read)
  }
  return (
    <>
      <p className={isBroken ? 'bad-text' : 'soft'} role="status" data-part="json-state" data-broken={isBroken}>
        {isBroken ? t.jsonBroken : t.jsonAbout}
      </p>
      <Input.TextArea
        aria-label={t.asJson}
        className="mono"
        rows={22}
        readOnly={isReadOnly}
        value={text}
        status={isBroken ? 'error' : ''}
        onChange={(event) => take(event.target.value)}
      />
    </>
  )
}

/** A stage of the same kind and place that the engine can look at, right or wrong; undefined for anything else. */
function stageOf(text: string, stage: Stage, policy: Policy): Stage | undefined {
  try {
    const read = JSON.parse(text) as Stage
    if (read.kind !== stage.kind || read.id !== stage.id || typeof read.title.zh !== 'string') return undefined
    compilePolicy({ ...policy, stages: policy.stages.map((one) => (one.id === stage.id ? read : one)) }, FACTS)
    return read
  } catch {
    return undefined
  }
}
