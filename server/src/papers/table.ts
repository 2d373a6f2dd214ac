import type { PaperWords } from './paper-words.ts'
import type { Content } from './render.ts'

export function heading(text: string): Content {
  return { text, style: 'heading', headlineLevel: 1 }
}

/** Facts one under the other, each with its label. */
export function rows(pairs: readonly (readonly [string, string])[]): Content {
  return {
    table: { widths: [140, '*'], body: pairs.map(([label, value]) => [{ text: label, style: 'head' }, value]) },
    layout: LINES,
  }
}

export function headCell(text: string): Content {
  return { text, style: 'head', alignment: 'center' }
}

export function right(text: string): Content {
  return { text, alignment: 'right' }
}

const LINE = '#c5ccd3'
export const LINES = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => LINE,
  vLineColor: () => LINE,
  paddingTop: () => 3,
  paddingBottom: () => 2,
}

/** Only rules between rows: a long schedule stays light. */
export const RULES = { ...LINES, vLineWidth: () => 0, hLineWidth: (row: number) => (row <= 1 ? 0.5 : 0.2) }

/** A translation says that it is one; the Chinese paper has nothing to say here. */
export function referenceNote({ reference }: Pick<PaperWords, 'reference'>): Content[] {
  return reference === '' ? [] : [{ text: reference, style: 'small', alignment: 'center', margin: [0, 0, 0, 8] }]
}
