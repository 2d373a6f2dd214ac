import { addMonths, type Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { stateOn } from '@puhui/loan'
import { type MandateInputs, type MandateRule, mandateOutcome } from '@puhui/product'
import {
  type Asked,
  endMandate,
  executionId,
  insertExecutions,
  insertMandate,
  type Mandate,
  readExecutionsBehind,
  readMandate,
  ruleHashOf,
  ruleJson,
} from '../modules/mandates/index.ts'
import { openLoan } from '../modules/servicing/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext, WriteContext } from '../platform/context.ts'
import { record, recordAll } from '../platform/journal/record.ts'
import { RefusalError } from '../platform/refusal-error.ts'

/** What the borrower chooses of a rule; the loan, the account and the end are given. */
export type MandateWish = Pick<MandateRule, 'days' | 'amount' | 'maxFen'>

/**
 * The rule that a borrower would sign for a loan of their own.
 *
 * @refuses loans.not_found, mandates.loan_is_over, mandates.account_missing
 */
export async function mandateRuleFor(
  ctx: Pick<ReadContext, 'db'>,
  customerId: string,
  loanId: string,
  wish: MandateWish,
): Promise<MandateRule> {
  const { row, loan } = await openLoan(ctx, loanId, customerId)
  if (row.status === 'settled' || row.status === 'chargedOff') throw new RefusalError({ code: 'mandates.loan_is_over' })
  const customer = await ctx.db
    .selectFrom('customer')
    .select('bank_card_masked')
    .where('id', '=', customerId)
    .executeTakeFirst()
  const accountTail = customer?.bank_card_masked?.slice(-4)
  if (accountTail === undefined) throw new RefusalError({ code: 'mandates.account_missing' })
  const last = stateOn(loan, await businessDate(ctx.db)).instalments.at(-1)?.dueOn
  return { ...wish, days: [...wish.days].sort((a, b) => a - b), loanId, accountTail, until: lastDay(last) }
}

/** Past due money may still be taken a year after the last due day. */
function lastDay(lastDue: Day | undefined): Day {
  assert(lastDue !== undefined, 'a loan that runs has a plan')
  return addMonths(lastDue, 12)
}

/** Puts a signed rule in force in the place of the one before. */
export async function signMandate(ctx: WriteContext, customerId: string, rule: MandateRule): Promise<string> {
  const isReplaced = await endMandate(ctx, rule.loanId, 'replaced')
  const id = await insertMandate(ctx, customerId, rule)
  await record(ctx, {
    action: 'mandates.signed',
    objectKind: 'loan',
    objectId: rule.loanId,
    customerId,
    after: { mandateId: id, ruleHash: ruleHashOf(rule), rule: ruleJson(rule), isReplaced },
  })
  return id
}

/** @refuses mandates.none_in_force */
export async function revokeMandate(ctx: WriteContext, customerId: string, loanId: string): Promise<void> {
  const mandate = await readMandate(ctx.db, loanId)
  if (mandate?.customerId !== customerId || !(await endMandate(ctx, loanId, 'revoked'))) {
    throw new RefusalError({ code: 'mandates.none_in_force' })
  }
  await record(ctx, {
    action: 'mandates.revoked',
    objectKind: 'loan',
    objectId: loanId,
    customerId,
    after: { mandateId: mandate.id, ruleHash: mandate.ruleHash },
  })
}

/** Asks a mandate on a day; a revoked one takes nothing and is not asked. */
export function askMandate(
  mandate: Mandate & { readonly accountTail: string },
  facts: Omit<MandateInputs, 'accountTail'>,
): Omit<Asked, 'instructionId'> | null {
  if (mandate.status !== 'active') return null
  const inputs = { ...facts, accountTail: mandate.accountTail }
  return { mandate, inputs, outcome: mandateOutcome(mandate.rule, inputs) }
}

/** Keeps that mandates were asked and what followed, each as a line of the journal of its loan. */
export async function keepAsked(ctx: WriteContext, asked: readonly Asked[]): Promise<void> {
  const fresh = await insertExecutions(ctx, asked)
  await recordAll(
    ctx,
    asked.flatMap(({ mandate, inputs, outcome, instructionId }) => {
      const id = executionId(mandate.id, inputs.on)
      if (!fresh.has(id)) return []
      return [
        {
          action: outcome.kind === 'execute' ? 'mandates.executed' : 'mandates.skipped',
          objectKind: 'loan',
          objectId: mandate.loanId,
          customerId: mandate.customerId,
          after: {
            executionId: id,
            ruleHash: mandate.ruleHash,
            on: inputs.on,
            dueOn: inputs.dueOn,
            ...(outcome.kind === 'execute' ? { amountFen: outcome.amountFen, instructionId } : { why: outcome.reason }),
          },
        },
      ]
    }),
  )
}

/** Says in the journal of each loan what the bank answered to the debits that mandates had made. */
export async function keepAnswers(
  ctx: WriteContext,
  answers: readonly { readonly instructionId: string; readonly outcome: string; readonly eventId: string | null }[],
): Promise<void> {
  const behind = await readExecutionsBehind(
    ctx.db,
    answers.map(({ instructionId }) => instructionId),
  )
  await recordAll(
    ctx,
    answers.flatMap(({ instructionId, outcome, eventId }) => {
      const execution = behind.get(instructionId)
      if (!execution) return []
      const after = { executionId: execution.id, instructionId, outcome, eventId }
      return [{ action: 'mandates.answered', objectKind: 'loan', objectId: execution.loan_id, after }]
    }),
  )
}
