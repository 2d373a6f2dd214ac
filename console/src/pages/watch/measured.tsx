import { Count, Money, Rate } from '../../ui/figures.tsx'
import type { Live } from './use-live.ts'

/** A reading in the unit of its measure. */
export function Measured(props: { readonly measure: Live['alerts'][number]['measure']; readonly value: number }) {
  const { measure, value } = props
  if (measure.endsWith('Rate')) return <Rate ppm={value} />
  if (measure === 'requestedFen') return <Money fen={String(value)} />
  return <Count value={Math.round(value * 10) / 10} />
}
