/** A whole number of fen as a number of yuan, for a chart's axis only. */
export function yuanOf(fen: string): number {
  return Number(BigInt(fen)) / 100
}

/** Fen as trillions of yuan, for the axis of a market's size. */
export function trillionsOf(fen: string): number {
  return Number(BigInt(fen)) / 100 / 1e12
}

/** 10 000 000 ppm is 10 times. */
export function timesText(ppm: number): string {
  return (ppm / 1_000_000).toFixed(2).replace(/\.?0+$/, '')
}
