import type { Localized } from '@puhui/kernel'

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

const FIGURES: ReadonlySet<string> = new Set(['amount', 'count', 'percent'])

/** What a cell is called. A province's code is a number too, so a figure is never the name of something. */
export function wordOf(words: Readonly<Record<string, Localized>>, type: string, text: string): Localized | undefined {
  return FIGURES.has(type) ? undefined : words[text]
}
