import type { CrossStage, OfferStage, Stage } from '@puhui/policy'
import { withShifted } from './order.ts'
import { column, type Sheet } from './sheet-model.ts'
import { asOutput, fromOutput } from './sheet-values.ts'

type Axes = {
  readonly rows: { readonly expression: string; readonly tests: readonly string[] }
  readonly columns: { readonly expression: string; readonly tests: readonly string[] }
}

/** Two axes and the values between: the first row and the first column are the tests. */
function crossed<V>(
  { rows, columns }: Axes,
  values: readonly (readonly V[])[],
  how: {
    readonly shown: (value: V) => string
    readonly read: (text: string, before: V) => V
    readonly blank: V
    readonly place: string
    readonly values: string
  },
  staged: (axes: Axes, values: readonly (readonly V[])[]) => Stage,
): Sheet {
  const heads = [
    column('row', rows.expression, 160, 'input'),
    ...columns.tests.map((_, i) => column(`c${i}`, `${columns.expression} ${i + 1}`, 130, 'output')),
  ]
  const cell = (row: number, col: number) => {
    if (row === 0) return col === 0 ? '' : (columns.tests[col - 1] ?? '')
    return col === 0 ? (rows.tests[row - 1] ?? '') : how.shown(values[row - 1]?.[col - 1] ?? how.blank)
  }
  const axes = { rows, columns }
  return {
    columns: heads,
    rowCount: rows.tests.length + 1,
    rowData: (row) => (row === 0 ? columns : (values[row - 1] ?? rows)),
    rowLabel: (row) => (row === 0 ? '' : String(row)),
    cell,
    tested: (row, col) => {
      if (row === 0) return col === 0 ? undefined : columns.expression
      return col === 0 ? rows.expression : undefined
    },
    pointer: (row, col) => {
      if (row === 0) return `/${how.place}/columns/tests/${col - 1}`
      return col === 0 ? `/${how.place}/rows/tests/${row - 1}` : `/${how.place}/${how.values}/${row - 1}/${col - 1}`
    },
    write: (at, block) => {
      const [down, across] = [[...rows.tests], [...columns.tests]]
      const height = Math.max(down.length, at.row + block.length - 1)
      const width = Math.max(across.length, at.col + Math.max(0, ...block.map((line) => line.length)) - 1)
      while (down.length < height) down.push('-')
      while (across.length < width) across.push('-')
      const cells = down.map((_, row) => across.map((_, col) => values[row]?.[col] ?? how.blank))
      block.forEach((line, i) => {
        line.forEach((text, j) => {
          const [row, col] = [at.row + i, at.col + j]
          if (row === 0 && col === 0) return
          if (row === 0) across[col - 1] = blankTest(text)
          else if (col === 0) down[row - 1] = blankTest(text)
          else cells[row - 1]![col - 1] = how.read(text, cells[row - 1]![col - 1]!)
        })
      })
      return staged({ rows: { ...rows, tests: down }, columns: { ...columns, tests: across } }, cells)
    },
    insert: (row, count) => {
      const at = Math.max(0, row - 1)
      const lines = Array.from({ length: count }, () => columns.tests.map(() => how.blank))
      const tests = spliced(rows.tests, at, blankTests(count))
      return staged({ ...axes, rows: { ...rows, tests } }, spliced(values, at, lines))
    },
    remove: (from, to) => {
      const keeps = (_: unknown, i: number) => i + 1 < from || i + 1 > to
      const tests = rows.tests.filter(keeps)
      return staged({ ...axes, rows: { ...rows, tests } }, values.filter(keeps))
    },
    move: (from, to, by) => {
      if (from === 0) return staged(axes, values)
      const tests = withShifted(rows.tests, from - 1, to - 1, by)
      return staged({ ...axes, rows: { ...rows, tests } }, withShifted(values, from - 1, to - 1, by))
    },
    bands: {
      insert: (col, count) => {
        const at = Math.max(0, col - 1)
        const blanks = Array.from({ length: count }, () => how.blank)
        const tests = spliced(columns.tests, at, blankTests(count))
        return staged(
          { ...axes, columns: { ...columns, tests } },
          values.map((line) => spliced(line, at, blanks)),
        )
      },
      remove: (from, to) => {
        const keeps = (_: unknown, i: number) => i + 1 < from || i + 1 > to
        const tests = columns.tests.filter(keeps)
        return staged(
          { ...axes, columns: { ...columns, tests } },
          values.map((line) => line.filter(keeps)),
        )
      },
      move: (from, to, by) => {
        if (from === 0) return staged(axes, values)
        const shifted = <T>(list: readonly T[]) => withShifted(list, from - 1, to - 1, by)
        const tests = shifted(columns.tests)
        return staged({ ...axes, columns: { ...columns, tests } }, values.map(shifted))
      },
    },
  }
}

function blankTest(text: string): string {
  return text.trim() === '' ? '-' : text
}

function blankTests(count: number): readonly string[] {
  return Array.from({ length: count }, () => '-')
}

function spliced<T>(list: readonly T[], at: number, added: readonly T[]): readonly T[] {
  return [...list.slice(0, at), ...added, ...list.slice(at)]
}

/** Rates in per cent, as people write them. */
export function priceSheet(stage: OfferStage): Sheet {
  const { price } = stage
  const how = {
    shown: (ppm: number) => `${ppm / 10_000}%`,
    read: (text: string, before: number) => {
      const percent = Number(text.replace('%', '').trim())
      return text.trim() !== '' && Number.isFinite(percent) ? Math.round(percent * 10_000) : before
    },
    blank: 0,
    place: 'price',
    values: 'ratePpm',
  }
  return crossed(price, price.ratePpm, how, (axes, ratePpm) => ({ ...stage, price: { ...axes, ratePpm } }))
}

export function crossSheet(stage: CrossStage): Sheet {
  const { cross } = stage
  const how = { shown: fromOutput, read: asOutput, blank: null, place: 'cross', values: 'gives' }
  return crossed(cross, cross.gives, how, (axes, gives) => ({ ...stage, cross: { ...cross, ...axes, gives } }))
}
