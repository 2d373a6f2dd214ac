import type { Policy, UnknownEffect } from '@puhui/policy'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useText } from '../../i18n/text.ts'
import { Choice, ReasonInput } from './inputs.tsx'

interface Asked {
  readonly onUnknown: UnknownEffect
  readonly unknownReasonCode: string
}

interface UnknownFieldsProps<T extends Asked> {
  readonly value: T
  readonly policy: Policy
  readonly isReadOnly: boolean
  readonly onChange: (value: T) => void
}

/** What happens when a value is unknown, and the reason told then: chosen, never assumed. */
export function UnknownFields<T extends Asked>({ value, policy, isReadOnly, onChange }: UnknownFieldsProps<T>) {
  const t = useText(policyEditorText)
  const { pass: _pass, ...effects } = t.effects
  return (
    <>
      <Choice
        label={t.onUnknown}
        value={value.onUnknown}
        choices={effects}
        isReadOnly={isReadOnly}
        onChange={(onUnknown) => onChange({ ...value, onUnknown })}
      />
      <ReasonInput
        label={t.reasonUnknown}
        value={value.unknownReasonCode}
        policy={policy}
        isReadOnly={isReadOnly}
        onChange={(unknownReasonCode) => onChange({ ...value, unknownReasonCode })}
      />
    </>
  )
}
