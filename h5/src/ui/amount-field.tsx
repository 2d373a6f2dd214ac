import { showMoney } from '@puhui/design'
import { quoteText } from '../i18n/quote.ts'
import { useText } from '../i18n/text.ts'
import { Field } from './field.tsx'

interface AmountFieldProps {
  readonly valueFen: string
  readonly minFen: string
  readonly maxFen: string
  readonly stepFen: string
  readonly onChange: (fen: string) => void
}

/** How much: a slider for the large move, two buttons for the small one, and the ends of the range below it. */
export function AmountField({ valueFen, minFen, maxFen, stepFen, onChange }: AmountFieldProps) {
  const text = useText(quoteText)
  const [value, min, max] = [BigInt(valueFen), BigInt(minFen), BigInt(maxFen)]
  const step = coarser(BigInt(stepFen), THOUSAND_YUAN)
  const move = (to: bigint) => onChange(String(to < min ? min : to > max ? max : to))
  return (
    <Field label={text.amount}>
      {(given) => (
        <>
          <div className="amount">
            <Step
              label={text.less(showMoney(step))}
              sign="−"
              isAtEnd={value <= min}
              onClick={() => move(value - step)}
            />
            <output className="figure" htmlFor={given.id}>
              {showMoney(value)}
            </output>
            <Step
              label={text.more(showMoney(step))}
              sign="+"
              isAtEnd={value >= max}
              onClick={() => move(value + step)}
            />
          </div>
          <input
            {...given}
            type="range"
            min={yuan(min)}
            max={yuan(max)}
            step={yuan(BigInt(stepFen))}
            value={yuan(value)}
            aria-valuetext={showMoney(value)}
            onChange={(event) => onChange(`${event.target.value}00`)}
          />
          <div className="ends small soft">
            <span>{showMoney(min)}</span>
            <span>{showMoney(max)}</span>
          </div>
        </>
      )}
    </Field>
  )
}

const THOUSAND_YUAN = 100_000n

function coarser(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

function yuan(fen: bigint): string {
  return (fen / 100n).toString()
}

function Step({
  label,
  sign,
  isAtEnd,
  onClick,
}: {
  readonly label: string
  readonly sign: string
  readonly isAtEnd: boolean
  readonly onClick: () => void
}) {
  return (
    <button type="button" className="round" aria-label={label} title={label} disabled={isAtEnd} onClick={onClick}>
      {sign}
    </button>
  )
}
