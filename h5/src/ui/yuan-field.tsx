import { Field } from './field.tsx'

interface YuanFieldProps {
  readonly label: string
  readonly hint?: string
  readonly problem?: string | undefined
  /** As it was typed, in yuan. */
  readonly value: string
  readonly onChange: (typed: string) => void
}

/** An amount that is typed in yuan: the decimal keys of a phone, and what is wrong below it. */
export function YuanField({ label, hint, problem, value, onChange }: YuanFieldProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(given) => (
        <input {...given} inputMode="decimal" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}
