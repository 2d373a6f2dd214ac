import { addDays, type Day } from '@puhui/calendar'
import { accrualOn, knownOn } from '@puhui/loan'
import {
  type AccrualDigest,
  digestOf,
  FoldError,
  foldedLoans,
  readAccrualProofs,
  readDisbursed,
} from '../../modules/servicing/index.ts'
import type { ReadContext } from '../../platform/context.ts'
import { proofLine } from './accrual.ts'
import { chunksOf } from './run-context.ts'

const AT_ONCE = 500

/** What stands inside the accrual of a product and a day: as it was posted, and as the loans say it when folded anew. */
export interface ProvedAccrual {
  readonly entryId: string
  readonly productCode: string
  readonly posted: AccrualDigest
  readonly folded: AccrualDigest
  readonly isSame: boolean
}

/**
 * Holds the accrual of a day against the loans: every loan is folded as it was known at the close of that day, without
 * the formulas by which day-end added most of them up. The digests agree when every loan brought exactly what it must.
 */
export async function proveAccrual({ db }: Pick<ReadContext, 'db'>, on: Day): Promise<ProvedAccrual[]> {
  const lines = new Map<string, string[]>()
  const kept = foldedLoans(AT_ONCE)
  for (const part of chunksOf(await readDisbursed(db, addDays(on, 1)), AT_ONCE)) {
    const loans = await kept.of(db, part)
    for (const [at, { id, productCode }] of part.entries()) {
      const loan = loans[at]!
      if (loan instanceof FoldError) continue
      const accrual = accrualOn(knownOn(loan, on), on)
      if (accrual.length > 0) lines.set(productCode, [...(lines.get(productCode) ?? []), proofLine(id, accrual)])
    }
  }
  const proved: ProvedAccrual[] = []
  for (const { entryId, productCode, loans, digest } of await readAccrualProofs(db, on)) {
    const own = lines.get(productCode) ?? []
    const folded = { loans: own.length, digest: await digestOf(db, own) }
    const isSame = folded.loans === loans && folded.digest === digest
    proved.push({ entryId, productCode, posted: { loans, digest }, folded, isSame })
  }
  return proved
}
