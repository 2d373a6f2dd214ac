import type { agreementsApi, OutputOf } from '@puhui/api'
import { COPY_APPROVAL } from '../flows/agreement-copy.ts'
import {
  type Agreement,
  type AgreementPlan,
  minReadSeconds,
  readAgreementsOf,
  readCopiesOf,
} from '../modules/contracts/index.ts'
import { openLoan, seqOf } from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { lenderProfile } from '../platform/settings.ts'

type Shown = OutputOf<typeof agreementsApi.borrowerAgreements>['agreements'][number]
type StaffShown = OutputOf<typeof agreementsApi.loanAgreements>['agreements'][number]

/** The borrower's own papers for a loan, newest first. */
export async function borrowerAgreements(ctx: ReadContext, customerId: string, loanId: string) {
  const { loan } = await openLoan(ctx, loanId, customerId)
  const agreements = await readAgreementsOf(ctx.db, loanId)
  const on = await businessDate(ctx.db)
  const { kind } = await lenderProfile(ctx)
  return {
    minReadSeconds: minReadSeconds(kind),
    agreements: agreements.map((one) => agreementShown(one, { on, eventSeq: seqOf(loan) })),
  }
}

/** The papers of a loan with the signed copies that a branch has handed in. */
export async function loanAgreements(
  ctx: ReadContext,
  loanId: string,
): Promise<OutputOf<typeof agreementsApi.loanAgreements>> {
  const { loan } = await openLoan(ctx, loanId)
  const agreements = await readAgreementsOf(ctx.db, loanId)
  const on = await businessDate(ctx.db)
  const ids = agreements.map(({ id }) => id)
  const copies = await readCopiesOf(ctx.db, ids)
  const pending = await pendingCopies(ctx, ids)
  const shown = agreements.map((one): StaffShown => {
    const own = copies.filter((copy) => copy.agreement_id === one.id)
    return {
      ...agreementShown(one, { on, eventSeq: seqOf(loan) }),
      requestId: one.requestId,
      copies: own.map((copy) => ({
        id: copy.id,
        fileName: copy.file_name,
        mediaType: copy.media_type,
        bytes: copy.bytes,
        signedOn: copy.signed_on,
        uploadedBy: copy.uploader ?? copy.uploaded_by,
        uploaderId: copy.uploaded_by,
        uploadedAt: copy.uploaded_at,
        isPending: pending.has(copy.id),
      })),
    }
  })
  return { agreements: shown }
}

async function pendingCopies({ db }: ReadContext, agreementIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (agreementIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('approval')
    .select('payload')
    .where('kind', '=', COPY_APPROVAL)
    .where('status', '=', 'pending')
    .where('object_id', 'in', [...agreementIds])
    .execute()
  return new Set(rows.map(({ payload }) => (payload as { readonly copyId: string }).copyId))
}

function agreementShown(one: Agreement, { on, eventSeq }: { readonly on: string; readonly eventSeq: number }): Shown {
  const { terms } = one
  const isWaiting = one.status === 'waiting'
  return {
    id: one.id,
    number: one.number,
    status: isWaiting && one.signBy < on ? 'lapsed' : one.status,
    isOutdated: isWaiting && one.eventSeq !== eventSeq,
    termsHash: one.termsHash,
    preparedOn: one.preparedOn,
    signBy: one.signBy,
    valueOn: terms.valueOn,
    graceInstalments: terms.graceInstalments,
    arrears: terms.arrears,
    before: planShown(terms.before),
    after: planShown(terms.after),
    differenceFen: terms.differenceFen,
    cost: terms.cost,
    record: terms.record,
    advice: terms.advice,
    signedHow: one.signedHow,
    signedAt: one.signedAt,
    endedAt: one.endedAt,
    endReason: one.endReason,
    isSimulated: one.signature?.isSimulated ?? null,
    provider: one.signature?.provider ?? null,
  }
}

function planShown({ annualRatePpm, lines, ...plan }: AgreementPlan): Shown['before'] {
  return { ...plan, annualRatePpm: Number(annualRatePpm), lines: [...lines] }
}
