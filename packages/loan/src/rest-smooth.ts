import { absFen, type Fen, mulDiv } from '@puhui/money'
import type { Core } from './core.ts'
import { askedOf, followRest, paidOf, type RestedRow, withLevel } from './rest-rows.ts'
import type { LoanTerms } from './terms.ts'

/** From which row on, and in which multiples. */
export interface SmoothFrom {
  readonly epoch: number
  readonly number: number
  readonly multipleFen: Fen
}

/**
 * Spreads what the last instalment differs from the one before it over those from a number on, up to three times, as long
 * as that makes the difference smaller.
 */
export function smoothRest(terms: LoanTerms, before: Core, { epoch, number, multipleFen }: SmoothFrom): Core {
  let core = before
  for (let round = 0; round < 3; round++) {
    const own = ownRows(core, number)
    const gap = gapOf(own)
    if (gap === undefined || absFen(gap.gapFen) <= BigInt(Math.floor(own.length / 2)) || own.length < 2) return core
    const count = BigInt(Math.max(1, own.filter((row) => gap.levelFen >= paidOf(row)).length))
    const levelFen = gap.levelFen + mulDiv(gap.gapFen, 1n, count * multipleFen, 'half-even') * multipleFen
    if (levelFen === gap.levelFen) return core
    const tried = followRest(terms, leveled(core, number, levelFen), epoch)
    const left = gapOf(ownRows(tried, number))
    if (left === undefined || absFen(left.gapFen) >= absFen(gap.gapFen)) return core
    core = tried
  }
  return core
}

function ownRows({ rows }: Core, fromNumber: number): readonly RestedRow[] {
  return rows.filter((row): row is RestedRow => row.rest !== undefined && row.period.number >= fromNumber)
}

/** How far the last open instalment is from the one before it. */
function gapOf(rows: readonly RestedRow[]): { readonly levelFen: Fen; readonly gapFen: Fen } | undefined {
  const open = rows.filter((row) => askedOf(row) !== paidOf(row))
  const [before, last] = [open.at(-2), open.at(-1)]
  if (!before || !last) return undefined
  return { levelFen: before.rest.levelFen, gapFen: last.rest.levelFen - before.rest.levelFen }
}

function leveled(core: Core, fromNumber: number, levelFen: Fen): Core {
  const rows = core.rows.map((row) => {
    if (row.rest === undefined || row.period.number < fromNumber || levelFen < paidOf(row)) return row
    const own = withLevel(row as RestedRow, levelFen)
    return { ...own, rest: { ...own.rest, agreedFen: levelFen } }
  })
  return { ...core, rows }
}
