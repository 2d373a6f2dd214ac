import { runPolicy } from '@puhui/policy'
import { inTurns, type Workload } from './measure.ts'
import { BAND_SLOT, type Row, records, tablePolicy, twentyRows } from './policy-tables.ts'

const table = tablePolicy(twentyRows())
const rows = records({ a: 100, b: 100, c: 100, d: 100, e: 100 }, 1_024)
const times = 100

/** A decision with what every row came to, so that it can be explained later, against the same rows as `if`s. */
export const workload: Workload = {
  id: 'P4',
  title: '20-row, 5-column first-hit table by the policy engine / by hand-written ifs, 102,400 decisions each',
  run: async () => inTurns({ ours: byPolicy, peer: byHand }),
}

function byPolicy(): number {
  let sum = 0
  for (let i = 0; i < times; i++) for (const row of rows) sum += runPolicy(table, row).slots[BAND_SLOT] as number
  return sum
}

function byHand(): number {
  let sum = 0
  for (let i = 0; i < times; i++) for (const row of rows) sum += decided(row).band
  return sum
}

/** The table as a programmer would write it, with the row that hit told beside the answer. */
function decided({ a, b, c, d, e }: Row): { readonly band: number; readonly row: string } {
  if (a >= 90 && b < 82 && c >= 18 && c <= 58 && d > 18 && e <= 72) return { band: 19, row: '19' }
  if (a >= 85 && b < 83 && c >= 17 && c <= 57) return { band: 18, row: '18' }
  if (a >= 80 && b < 84 && c >= 16 && c <= 56 && d > 16) return { band: 17, row: '17' }
  if (a >= 75 && b < 85 && c >= 15 && c <= 55 && e <= 75) return { band: 16, row: '16' }
  if (a >= 70 && b < 86 && c >= 14 && c <= 54 && d > 14) return { band: 15, row: '15' }
  if (a >= 65 && b < 87 && c >= 13 && c <= 53) return { band: 14, row: '14' }
  if (a >= 60 && b < 88 && c >= 12 && c <= 52 && d > 12 && e <= 78) return { band: 13, row: '13' }
  if (a >= 55 && b < 89 && c >= 11 && c <= 51) return { band: 12, row: '12' }
  if (a >= 50 && b < 90 && c >= 10 && c <= 50 && d > 10) return { band: 11, row: '11' }
  if (a >= 45 && b < 91 && c >= 9 && c <= 49 && e <= 81) return { band: 10, row: '10' }
  if (a >= 40 && b < 92 && c >= 8 && c <= 48 && d > 8) return { band: 9, row: '9' }
  if (a >= 35 && b < 93 && c >= 7 && c <= 47) return { band: 8, row: '8' }
  if (a >= 30 && b < 94 && c >= 6 && c <= 46 && d > 6 && e <= 84) return { band: 7, row: '7' }
  if (a >= 25 && b < 95 && c >= 5 && c <= 45) return { band: 6, row: '6' }
  if (a >= 20 && b < 96 && c >= 4 && c <= 44 && d > 4) return { band: 5, row: '5' }
  if (a >= 15 && b < 97 && c >= 3 && c <= 43 && e <= 87) return { band: 4, row: '4' }
  if (a >= 10 && b < 98 && c >= 2 && c <= 42 && d > 2) return { band: 3, row: '3' }
  if (a >= 5 && b < 99 && c >= 1 && c <= 41) return { band: 2, row: '2' }
  if (a >= 0 && b < 100 && c >= 0 && c <= 40 && d > 0 && e <= 90) return { band: 1, row: '1' }
  return { band: 0, row: 'else' }
}
