import { type ReactNode, useId } from 'react'

/** A labelled input with its hint and its problem; the input is large enough that phones do not zoom. */
export function Field({
  label,
  hint,
  problem,
  children,
}: {
  readonly label: string
  readonly hint?: string | undefined
  readonly problem?: string | undefined
  readonly children: (given: { id: string; 'aria-invalid': boolean; 'aria-describedby': string }) => ReactNode
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': problem !== undefined, 'aria-describedby': `${id}-note` })}
      <span id={`${id}-note`} className={problem ? 'problem' : 'hint'} role={problem ? 'alert' : undefined}>
        {problem ?? hint ?? ''}
      </span>
    </div>
  )
}

/** One of a few, shown as buttons: a group of radio inputs underneath. */
export function Choices<V extends string | number>({
  legend,
  name,
  value,
  options,
  onChange,
}: {
  readonly legend: string
  readonly name: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
}) {
  const isWide = options.some(({ label }) => widthOf(label) > LETTERS_NARROW)
  return (
    <fieldset>
      <legend>{legend}</legend>
      <div className="choices" data-width={isWide ? 'wide' : undefined}>
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const LETTERS_NARROW = 8

/** In Latin letters: a Han character is as wide as two. */
function widthOf(label: string): number {
  return [...label].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0)
}

/** The one next step, with why it is not possible yet. */
export function NextButton({
  label,
  isBusy,
  busyLabel,
  why,
  onClick,
  type = 'button',
}: {
  readonly label: string
  readonly isBusy?: boolean
  readonly busyLabel: string
  readonly why?: string | undefined
  readonly onClick?: () => void
  readonly type?: 'button' | 'submit'
}) {
  const whyId = useId()
  return (
    <>
      {why && (
        <span className="why" id={whyId}>
          {why}
        </span>
      )}
      <button
        type={type}
        className="button wide"
        disabled={isBusy === true || why !== undefined}
        aria-describedby={why ? whyId : undefined}
        onClick={onClick}
      >
        {isBusy ? busyLabel : label}
      </button>
    </>
  )
}
