import { regulationsText } from '../../i18n/regulations.ts'
import { useText } from '../../i18n/text.ts'
import { Count, Flag, Money, None, Rate } from '../../ui/figures.tsx'

export type Unit = 'ppm' | 'fen' | 'months' | 'flag' | 'count'

/** A number of a rule in its own unit. */
export function NumberValue({ unit, value }: { readonly unit: Unit; readonly value: string }) {
  const t = useText(regulationsText)
  if (value === '') return <None />
  switch (unit) {
    case 'ppm':
      return <Rate ppm={Number(value)} />
    case 'fen':
      return <Money fen={value} />
    case 'months':
      return <span className="num">{t.months(Number(value))}</span>
    case 'flag':
      return <Flag value={value === 'true'} />
    case 'count':
      return <Count value={Number(value)} />
  }
}

/** What a number is called; one that nobody sets keeps its name in the rule pack. */
export function NumberName({ parameter }: { readonly parameter: string }) {
  const names: Readonly<Record<string, string>> = useText(regulationsText).parameters
  return names[parameter] === undefined ? <code>{parameter}</code> : names[parameter]
}
