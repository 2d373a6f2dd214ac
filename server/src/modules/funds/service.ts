import type { Day } from '@puhui/calendar'
import { checkRule, type FundUse, fundUseOf, isForbiddenUse, type LenderKind } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import type { WriteContext } from '../../platform/context.ts'
import { record, recordAll } from '../../platform/journal/record.ts'
import { send } from '../../platform/outbox/send.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import { packOf } from '../contracts/index.ts'
import { languageOf } from '../customers/index.ts'
import type { AlertStatus } from './schema.ts'
import { insertAlerts, insertMovements, type NewMovement, readAlert, updateAlert, type Watched } from './store.ts'

/** A movement as somebody tells it, before anyone has looked at what it was for. */
export type Told = Pick<NewMovement, 'movedOn' | 'amountFen' | 'counterparty' | 'note' | 'naturalKey'>

/**
 * What a movement was for: what the rule of law finds in it, else the scene it belongs to.
 *
 * @source CN-ORIG-002 (after payout), SRV-03
 */
export function recognise(
  kind: LenderKind,
  on: Day,
  { scene }: Pick<Watched, 'scene'>,
  { counterparty, note }: Pick<Told, 'counterparty' | 'note'>,
): { readonly use: FundUse; readonly word: string | null } {
  const text = `${counterparty} ${note}`
  const isRefinancing = scene === 'refinancing'
  const verdict = checkRule(packOf(kind), 'CN-ORIG-002', on, { act: 'monitor', counterparty: text, isRefinancing })
  const word = verdict.decision === 'flag' ? String(verdict.facts.word) : null
  return { use: fundUseOf(scene, { text, suspiciousWord: word }), word }
}

export interface Recorded {
  readonly recorded: number
  readonly known: number
  readonly alerts: number
}

/** Keeps movements once, and raises an alert for each that the law forbids. */
export async function recordMovements(
  ctx: WriteContext,
  on: Day,
  movements: readonly NewMovement[],
): Promise<Recorded> {
  const fresh = await insertMovements(ctx, movements)
  const forbidden = fresh.filter(({ use }) => isForbiddenUse(use))
  await insertAlerts(ctx, on, forbidden)
  await recordAll(
    ctx,
    forbidden.map(({ loanId, customerId, use, word, amountFen, movedOn, source, isSimulated }) => ({
      action: 'funds.alert_raised',
      objectKind: 'loan',
      objectId: loanId,
      customerId,
      after: { use, word, amountFen, movedOn, source, isSimulated, rule: 'CN-ORIG-002' },
    })),
  )
  return { recorded: fresh.length, known: movements.length - fresh.length, alerts: forbidden.length }
}

/** From where each answer may be given; what was explained or called in is closed. */
const FROM: Readonly<Record<AlertStatus, readonly AlertStatus[]>> = {
  open: [],
  proofAsked: ['open'],
  explained: ['open', 'proofAsked'],
  calledIn: ['open', 'proofAsked'],
}

/**
 * Deals with an alert: the borrower explained it, is asked for proof, or the loan is called in. Who is asked for proof
 * and whose loan is called in is told so.
 *
 * @refuses funds.alert_not_found, funds.alert_closed
 */
export async function handleAlert(
  ctx: WriteContext,
  id: string,
  { status, reason }: { readonly status: Exclude<AlertStatus, 'open'>; readonly reason: string },
  recipient: (customerId: string) => Promise<string>,
): Promise<void> {
  const alert = await readAlert(ctx.db, id)
  if (!alert) throw new RefusalError({ code: 'funds.alert_not_found' })
  const isMoved = FROM[status].includes(alert.status) && (await updateAlert(ctx, id, alert.status, { status, reason }))
  if (!isMoved) throw new RefusalError({ code: 'funds.alert_closed' })
  await record(ctx, {
    action: ACTIONS[status],
    objectKind: 'loan',
    objectId: alert.loan_id,
    customerId: alert.customer_id,
    reason,
    before: { alertId: id, status: alert.status },
    after: { alertId: id, status, use: alert.use },
  })
  if (status === 'explained') return
  await send(ctx, {
    kind: 'sms',
    template: status === 'proofAsked' ? 'funds.proof_asked' : 'funds.called_in',
    recipient: await recipient(alert.customer_id),
    body: noticeText(status, alert.number)[await languageOf(ctx, alert.customer_id)],
    customerId: alert.customer_id,
    objectKind: 'loan',
    objectId: alert.loan_id,
    dedupKey: `funds:${id}:${status}`,
  })
}

function noticeText(status: 'proofAsked' | 'calledIn', number: string): Localized {
  if (status === 'proofAsked') {
    return {
      zh: `【普惠】请在 10 日内提供借据 ${number} 的资金用途凭证（发票、合同或支付记录）。`,
      en: `[Puhui] Please show within 10 days what the money of loan ${number} was used for (invoice, contract or payment record).`,
    }
  }
  return {
    zh: `【普惠】经核查，借据 ${number} 的资金用于合同禁止的用途，贷款人要求您提前归还。您可以提出异议并提供凭证。`,
    en: `[Puhui] The money of loan ${number} was found to be used for what the contract forbids; the lender asks for it back. You may object and show evidence.`,
  }
}

const ACTIONS = {
  proofAsked: 'funds.proof_asked',
  explained: 'funds.explained',
  calledIn: 'funds.called_in',
} as const
