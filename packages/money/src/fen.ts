import { ok, type Refusal, type Result, refuse } from '@puhui/kernel'

/** A whole number of fen (1/100 yuan). Money is never a float, from the borrower to the books. */
export type Fen = bigint & { readonly __unit?: 'fen' }

/** Names a count of fen: `fen(12_345) // 12345n, that is ¥123.45`. Throws on a number that is not whole. */
export function fen(amount: number | bigint | string): Fen {
  return BigInt(amount)
}

/** Adds amounts: `sumFen([1n, 2n]) // 3n`; the sum of nothing is 0n. */
export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0n
  for (const amount of amounts) total += amount
  return total
}

/** The smaller of two amounts: `minFen(1n, 2n) // 1n`. */
export function minFen(a: Fen, b: Fen): Fen {
  return a < b ? a : b
}

/** The larger of two amounts: `maxFen(1n, 2n) // 2n`. */
export function maxFen(a: Fen, b: Fen): Fen {
  return a > b ? a : b
}

/** The size of an amount: `absFen(-5n) // 5n`. */
export function absFen(amount: Fen): Fen {
  return amount < 0n ? -amount : amount
}

/**
 * Writes fen as yuan with two decimals and thousands marks.
 *
 * @example formatYuan(123456789n) // '1,234,567.89'
 * @example formatYuan(-5n) // '-0.05'
 */
export function formatYuan(amount: Fen): string {
  const digits = absFen(amount).toString().padStart(3, '0')
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${amount < 0n ? '-' : ''}${yuan}.${digits.slice(-2)}`
}

export type YuanRefusal = Refusal<'money.not_an_amount'> & { readonly text: string }

/**
 * Reads yuan as people type it: thousands marks, full-width digits and a leading ¥ are taken.
 *
 * @returns whole fen
 * @refuses money.not_an_amount when the text is no number or has more than two decimals
 * @example parseYuan('¥1,234.5') // { ok: true, value: 123450n }
 */
export function parseYuan(text: string): Result<Fen, YuanRefusal> {
  const plain = text.normalize('NFKC').replace(/[¥,\s]/g, '')
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,2})0*)?$/.exec(plain)
  if (!match) return refuse({ code: 'money.not_an_amount', text })
  const size = BigInt(match[2]!) * 100n + BigInt((match[3] ?? '').padEnd(2, '0') || '0')
  return ok(match[1] === '-' ? -size : size)
}
