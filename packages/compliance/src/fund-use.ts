import type { Fen } from '@puhui/money'
import { type RatePpm, ratioPpm } from '@puhui/money'
import { SCENES, type SceneCode } from '@puhui/product'

/** What a movement of the account was recognised as. */
export type FundUse =
  | 'declared'
  | 'otherScene'
  | 'cash'
  | 'unknown'
  | 'securities'
  | 'property'
  | 'otherLender'
  | 'gambling'

export const FUND_USES: readonly FundUse[] = [
  'declared',
  'otherScene',
  'cash',
  'unknown',
  'securities',
  'property',
  'otherLender',
  'gambling',
]

const FORBIDDEN: readonly FundUse[] = ['securities', 'property', 'otherLender', 'gambling']

/** Which words stand for which forbidden use; a word of the rule that stands nowhere here counts as an investment. */
const WORDS_OF_USE: Readonly<Partial<Record<FundUse, readonly string[]>>> = {
  property: ['房地产', '置业'],
  otherLender: ['小额贷款', '消费金融', '网贷', '信贷'],
  gambling: ['博彩'],
}

const CASH_WORDS = ['取现', 'ATM', '现金']

/**
 * Recognises what a movement was for. A forbidden use goes before everything; then come the declared scene, any other
 * scene, cash, and what nobody can tell.
 *
 * @param suspiciousWord the word that CN-ORIG-002 found in the counterparty, or null
 * @source SRV-03; SPEC U1, U2
 * @example fundUseOf('tourism', { text: '西湖酒店', suspiciousWord: null }) // 'declared'
 */
export function fundUseOf(
  declared: SceneCode,
  { text, suspiciousWord }: { readonly text: string; readonly suspiciousWord: string | null },
): FundUse {
  if (suspiciousWord !== null) {
    const use = FORBIDDEN.find((each) => WORDS_OF_USE[each]?.includes(suspiciousWord))
    return use ?? 'securities'
  }
  const isOf = (words: readonly string[]) => words.some((word) => text.includes(word))
  if (SCENES.some(({ code, spendingWords }) => code === declared && isOf(spendingWords))) return 'declared'
  if (SCENES.some(({ spendingWords }) => isOf(spendingWords))) return 'otherScene'
  return isOf(CASH_WORDS) ? 'cash' : 'unknown'
}

export function isForbiddenUse(use: FundUse): boolean {
  return FORBIDDEN.includes(use)
}

export interface UseShare {
  readonly use: FundUse | 'unspent'
  readonly amountFen: Fen
  /** Of what was paid out. */
  readonly sharePpm: RatePpm
}

/**
 * How what was paid out was used, as far as it was seen: the amounts sum to what was paid out. Movements beyond it are
 * not the loan's money and are left out, later ones first.
 *
 * @param movements in the order in which they happened
 * @source SRV-03; SPEC U3
 * @example useShares(1_000_00n, [{ use: 'declared', amountFen: 600_00n }])[1] // { use: 'unspent', amountFen: 400_00n, … }
 */
export function useShares(
  paidOutFen: Fen,
  movements: readonly { readonly use: FundUse; readonly amountFen: Fen }[],
): UseShare[] {
  const sums = new Map<UseShare['use'], Fen>()
  let leftFen = paidOutFen
  for (const { use, amountFen } of movements) {
    const takenFen = amountFen < leftFen ? amountFen : leftFen
    leftFen -= takenFen
    if (takenFen > 0n) sums.set(use, (sums.get(use) ?? 0n) + takenFen)
  }
  if (leftFen > 0n) sums.set('unspent', leftFen)
  return [...FUND_USES, 'unspent' as const].flatMap((use) => {
    const amountFen = sums.get(use)
    return amountFen === undefined ? [] : [{ use, amountFen, sharePpm: ratioPpm(amountFen, paidOutFen) ?? 0n }]
  })
}
