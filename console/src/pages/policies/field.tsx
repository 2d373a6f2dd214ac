import { cloneElement, type ReactElement } from 'react'

/** A control with its name in front; the name is also what assistive technology reads. */
export function Field({ label, children }: { readonly label: string; readonly children: ReactElement }) {
  return (
    <div className="field">
      <span aria-hidden="true">{label}</span>
      {cloneElement(children as ReactElement<{ 'aria-label': string }>, { 'aria-label': label })}
    </div>
  )
}
