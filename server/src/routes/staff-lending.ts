import { loansApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { previewOfRepayment, previewOfReversal, previewOfWaiver, reverse, waive } from '../flows/repay.ts'
import { openTill } from '../flows/till.ts'
import { contractById } from '../modules/contracts/index.ts'
import {
  figuresShown,
  postingsShown,
  previewShown,
  scheduleShown,
  stateHash,
  takenShown,
} from '../modules/servicing/index.ts'
import { write } from '../platform/context.ts'
import type { App } from '../platform/http/app.ts'
import { keyedRequest } from '../platform/http/idempotency.ts'
import { mountRead, mountSteps, mountWrite, type StepsContext } from '../platform/http/mount.ts'
import { record } from '../platform/journal/record.ts'
import { contractFile, contractList } from '../views/contract-file.ts'
import { contractFileName, contractPaperOf } from '../views/contract-paper.ts'
import { ledgerEntry } from '../views/ledger-entry.ts'
import { loanFile, loanList } from '../views/loan-file.ts'
import {
  accountStatementOf,
  type LoanPaper,
  repaymentScheduleOf,
  settlementCertificateOf,
} from '../views/loan-papers.ts'

/** Contracts, loans and what is done to them, for staff. */
export function staffLending(app: App): void {
  mountRead(app, loansApi.listContracts, (ctx, { query }) => contractList(ctx, query))
  mountRead(app, loansApi.getContract, (ctx, { params }) => contractFile(ctx, params.contractId))
  mountSteps(app, loansApi.contractPdf, async (ctx, { params }) => {
    const contract = await contractById(ctx, params.contractId)
    const content = await contractPaperOf(ctx, contract, ctx.locale)
    // A paper names a person in full: who opened it stays in the journal.
    await write(ctx.platform, { actor: ctx.actor, requestId: ctx.requestId }, (open) =>
      record(open, {
        action: 'contracts.paper_opened',
        objectKind: 'contract',
        objectId: contract.id,
        customerId: contract.customerId,
      }),
    )
    return { fileName: contractFileName(contract, ctx.locale), content, isInline: true }
  })
  mountRead(app, loansApi.listLoans, (ctx, { query }) => loanList(ctx, query))
  mountRead(app, loansApi.getLoan, (ctx, { params, query }) => loanFile(ctx, params.loanId, query))
  mountSteps(app, loansApi.settlementCertificate, async (ctx, { params }) =>
    opened(ctx, params.loanId, await settlementCertificateOf(ctx, params.loanId)),
  )
  mountSteps(app, loansApi.schedulePdf, async (ctx, { params, query }) =>
    opened(ctx, params.loanId, await repaymentScheduleOf(ctx, params.loanId, { times: query })),
  )
  mountSteps(app, loansApi.statementPdf, async (ctx, { params, query }) =>
    opened(ctx, params.loanId, await accountStatementOf(ctx, params.loanId, query)),
  )
  mountRead(app, loansApi.getEntry, (ctx, { params }) => ledgerEntry(ctx, params.entryId))
  mountWrite(app, loansApi.previewRepayment, async (ctx, { params, body }) => {
    return previewShown(await previewOfRepayment(ctx, params.loanId, wishOf(body)))
  })
  const till = openTill(app.platform)
  mountSteps(app, loansApi.repay, async (ctx, input) => {
    const { stateHash, note, ...rest } = input.body
    const key = String(ctx.request.headers['idempotency-key'])
    const answer = await till.take({
      caller: { actor: ctx.actor, requestId: ctx.requestId, locale: ctx.locale },
      keyed: keyedRequest(ctx.actor.id, loansApi.repay.id, key, input),
      loanId: input.params.loanId,
      wish: wishOf(rest),
      stateHash,
      ...(note === '' ? {} : { reason: note }),
      answer: (previewed, booked) => ({ ...booked, preview: takenShown(previewed) }),
    })
    return JSON.parse(answer)
  })
  mountWrite(app, loansApi.previewReversal, async (ctx, { params }) => {
    const { loan, evolved, event, before, after, lines } = await previewOfReversal(ctx, params.loanId, params.eventId)
    return {
      postings: postingsShown(lines),
      before: figuresShown(loan, event.bookedOn, before),
      after: figuresShown(evolved, event.bookedOn, after),
      schedule: scheduleShown(after),
    }
  })
  mountWrite(app, loansApi.reverse, (ctx, { params, body }) => reverse(ctx, params.loanId, params.eventId, body.reason))
  mountWrite(app, loansApi.previewWaiver, async (ctx, { params, body }) => {
    const wish = { ...body, amountFen: BigInt(body.amountFen) }
    const { loan, evolved, event, before, after, lines } = await previewOfWaiver(ctx, params.loanId, wish)
    return {
      postings: postingsShown(lines),
      before: figuresShown(loan, event.bookedOn, before),
      after: figuresShown(evolved, event.bookedOn, after),
      schedule: scheduleShown(after),
      stateHash: stateHash(loan, event.bookedOn),
    }
  })
  mountWrite(app, loansApi.waive, (ctx, { params, body: { stateHash: seen, ...body } }) =>
    waive(ctx, params.loanId, { ...body, amountFen: BigInt(body.amountFen) }, seen),
  )
}

/** A paper names a person in full: who opened it stays in the journal. */
async function opened(ctx: StepsContext, loanId: string, { customerId, ...paper }: LoanPaper) {
  await write(ctx.platform, { actor: ctx.actor, requestId: ctx.requestId }, (open) =>
    record(open, { action: 'loans.paper_opened', objectKind: 'loan', objectId: loanId, customerId }),
  )
  return paper
}

interface RepaymentBody {
  readonly amountFen: string
  readonly purpose: 'due' | 'prepay' | 'settle'
  readonly effect: 'lower-instalment' | 'fewer-instalments'
  readonly channel: string
  readonly valueOn: string
}

function wishOf({ amountFen, valueOn, purpose, effect, channel }: RepaymentBody) {
  return { amountFen: BigInt(amountFen), valueOn: valueOn as Day, purpose, effect, channel }
}
