import { labelOf } from '@puhui/api'
import { showMoney, showRate } from '@puhui/design'
import type { Locale } from '@puhui/kernel'

export interface Column {
  readonly title: string
  readonly align?: 'right'
}

/** Lines of a table in monospace; a Han character takes two places. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, i) => Math.max(width(column.title), ...rows.map((row) => width(row[i] ?? ''))))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => pad(cell, widths[i]!, columns[i]?.align))
      .join('  ')
      .trimEnd()
  const rule = widths.map((size) => '─'.repeat(size)).join('  ')
  return [line(columns.map(({ title }) => title)), rule, ...rows.map(line)].join('\n')
}

function pad(cell: string, size: number, align: 'right' | undefined): string {
  const space = ' '.repeat(Math.max(0, size - width(cell)))
  return align === 'right' ? space + cell : cell + space
}

/** Places a text takes in a terminal: East Asian wide and full-width characters take two. */
export function width(text: string): number {
  let places = 0
  for (const character of text) places += /[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦]/u.test(character) ? 2 : 1
  return places
}

export function money(fen: string): string {
  return showMoney(BigInt(fen))
}

export function rate(ppm: number): string {
  return showRate(BigInt(ppm))
}

export function label(set: string, value: string, locale: Locale): string {
  return labelOf(set, value)[locale]
}

export function out(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** For scripts: the answer as it came. */
export function outJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}
