import { simulatedText } from '../../i18n/simulated.ts'
import { useText } from '../../i18n/text.ts'

export interface Times {
  readonly valueOn: string
  /** The open day, on which everything is booked. */
  readonly today: string
}

/** Says that a value date lies back, and what the entries then are. */
export function Backdated({ valueOn, today }: Times) {
  const t = useText(simulatedText)
  if (!valueOn || valueOn >= today) return null
  return (
    <p className="dialog-about" role="note" data-part="backdated">
      {t.backdated(valueOn, today)}
    </p>
  )
}
