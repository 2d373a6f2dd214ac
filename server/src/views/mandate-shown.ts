import type { mandatesApi, OutputOf } from '@puhui/api'
import { type MandateRule, mandateOutcome } from '@puhui/product'
import {
  inputsFrom,
  inputsJson,
  readExecution,
  readExecutions,
  readMandate,
  readMandateById,
  ruleHashOf,
} from '../modules/mandates/index.ts'
import { openLoan } from '../modules/servicing/index.ts'
import type { ReadContext } from '../platform/context.ts'
import { verifyLines } from '../platform/journal/verify-lines.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type Shown = OutputOf<typeof mandatesApi.loanMandate>
type Receipt = OutputOf<typeof mandatesApi.mandateReceipt>

/** The mandate of a loan and each time it was asked, the newest first. */
export async function mandateShown(ctx: ReadContext, loanId: string, customerId?: string): Promise<Shown> {
  await openLoan(ctx, loanId, customerId)
  const mandate = await readMandate(ctx.db, loanId)
  const executions = await readExecutions(ctx.db, loanId)
  const ids = executions.flatMap(({ instruction_id }) => (instruction_id === null ? [] : [instruction_id]))
  const instructions = await ctx.db
    .selectFrom('debit_instruction')
    .select(['id', 'status'])
    .where('id', 'in', ids.length === 0 ? [''] : ids)
    .execute()
  const answerOf = new Map(instructions.map(({ id, status }) => [id, status as string]))
  return {
    mandate: mandate && {
      id: mandate.id,
      rule: ruleShown(mandate.rule),
      ruleHash: mandate.ruleHash,
      status: mandate.status,
      signedAt: mandate.signedAt,
    },
    executions: executions.map((row) => ({
      id: row.id,
      on: row.on_day,
      outcome: row.outcome,
      reason: row.reason as Receipt['reason'],
      amountFen: row.amount_fen === null ? null : String(row.amount_fen),
      answer: row.instruction_id === null ? null : (answerOf.get(row.instruction_id) ?? null),
    })),
  }
}

export function ruleShown({ maxFen, days, ...rule }: MandateRule) {
  return { ...rule, days: [...days], maxFen: String(maxFen) }
}

/**
 * A receipt that can be checked: the rule is hashed again, asked again with the facts of that day, and every step is held
 * against the journal's chain.
 *
 * @refuses mandates.execution_not_found
 */
export async function mandateReceiptOf(ctx: ReadContext, executionId: string, customerId?: string): Promise<Receipt> {
  const execution = await readExecution(ctx.db, executionId)
  const mandate = execution ? await readMandateById(ctx.db, execution.mandate_id) : null
  if (!execution || !mandate || (customerId !== undefined && mandate.customerId !== customerId)) {
    throw new RefusalError({ code: 'mandates.execution_not_found' })
  }
  const inputs = inputsFrom(execution.inputs)
  const again = mandateOutcome(mandate.rule, inputs)
  const amountFen = execution.amount_fen
  const isSame = again.kind === 'execute' ? again.amountFen === amountFen : again.reason === execution.reason
  const lines = await verifyLines(
    ctx,
    mandate.loanId,
    (after) => after.executionId === executionId || after.mandateId === mandate.id,
  )
  const told = lines.find(({ after }) => (after as { amountFen?: unknown } | null)?.amountFen !== undefined)
  const toldFen = (told?.after as { amountFen?: unknown } | undefined)?.amountFen
  const checks = {
    isRuleSigned: ruleHashOf(mandate.rule) === mandate.ruleHash && mandate.ruleHash === execution.rule_hash,
    isRepeatable: again.kind === execution.outcome && isSame,
    isTold: amountFen === null ? toldFen === undefined : String(toldFen) === String(amountFen),
    areStepsIntact: lines.length > 1 && lines.every(({ isIntact }) => isIntact),
  }
  const answered = lines.findLast(({ action }) => action === 'mandates.answered')
  return {
    executionId,
    loanId: mandate.loanId,
    on: execution.on_day,
    rule: ruleShown(mandate.rule),
    ruleHash: mandate.ruleHash,
    inputs: inputsJson(inputs) as Receipt['inputs'],
    outcome: execution.outcome,
    reason: execution.reason as Receipt['reason'],
    amountFen: amountFen === null ? null : String(amountFen),
    eventId: (answered?.after as { eventId?: string | null } | undefined)?.eventId ?? null,
    steps: lines.map(({ sequence, hash, at, action, isIntact }) => ({ sequence, hash, at, action, isIntact })),
    checks,
    isVerified: Object.values(checks).every(Boolean),
  }
}
