import { createHash } from 'node:crypto'
import type { Day } from '@puhui/calendar'
import { derivedId } from '../../platform/ids.ts'
import type { Delivery, DeliveryOutcome, OutgoingMessage } from '../../platform/outbox/delivery.ts'
import type { BankPort, DebitAnswer, DebitRequest } from './port.ts'

export type DebitOutcome = 'success' | 'insufficient' | 'unknown'
/** Who pays and who does not: the market of a demo puts its own people here. */
export type DebitBehaviour = (loanId: string, dueOn: Day | null, amountFen: bigint, day: Day) => DebitOutcome

const PROVIDER = '合作银行（模拟） / Partner bank (simulated)'

/** A bank whose answers follow from the request alone: the same question gets the same answer. */
export function simulatedBank(behaviour: DebitBehaviour = ordinaryPeople): BankPort {
  return {
    provider: PROVIDER,
    isSimulated: true,
    debit: async (requests) => requests.map((request) => answerOf(request, outcomeOf(behaviour, request))),
    inquire: async (requests) => requests.map((request) => answerOf(request, foundOut(behaviour, request))),
  }
}

/** What was answered stays so; of what got lost, half had been taken. */
function foundOut(behaviour: DebitBehaviour, request: DebitRequest): DebitOutcome {
  const first = outcomeOf(behaviour, request)
  if (first !== 'unknown') return first
  return share(`inquiry|${request.instructionId}`) < 0.5 ? 'success' : 'insufficient'
}

function outcomeOf(behaviour: DebitBehaviour, { loanId, dueOn, amountFen, day }: DebitRequest): DebitOutcome {
  return behaviour(loanId, dueOn, amountFen, day)
}

function answerOf({ instructionId }: DebitRequest, outcome: DebitOutcome): DebitAnswer {
  switch (outcome) {
    case 'success':
      return { outcome: 'succeeded', bankReference: derivedId('bnk', instructionId) }
    case 'insufficient':
      return { outcome: 'failed', reason: 'insufficientFunds' }
    case 'unknown':
      return { outcome: 'unknown' }
  }
}

/**
 * Most accounts hold the money; one in twelve often does not and one in forty stops for good after some months. A payment
 * that the borrower starts always succeeds. One answer in five hundred gets lost.
 */
export const ordinaryPeople: DebitBehaviour = (loanId, dueOn, _amountFen, day) => {
  if (dueOn === null) return 'success'
  if (share(`lost|${loanId}|${day}`) < 0.002) return 'unknown'
  const kind = share(`kind|${loanId}`)
  if (kind < 0.025 && share(`stops|${loanId}`) * 24 < monthsSince2020(dueOn) % 24) return 'insufficient'
  const luck = share(`luck|${loanId}|${day}`)
  return luck < (kind < 0.085 ? 0.55 : 0.985) ? 'success' : 'insufficient'
}

function monthsSince2020(day: Day): number {
  return (Number(day.slice(0, 4)) - 2020) * 12 + Number(day.slice(5, 7))
}

function share(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) / 2 ** 32
}

/**
 * Pays loans out. By the last four digits of the account: 0001 is closed, 0002 gets no answer; every other one is paid.
 */
export const simulatedDisbursement: Delivery = {
  kind: 'bank',
  deliver: async (message: OutgoingMessage): Promise<DeliveryOutcome> => {
    const tail = message.recipient?.slice(-4)
    if (tail === '0001') return { outcome: 'failed', error: '账户已销户（模拟）', mayRetry: false }
    if (tail === '0002') return { outcome: 'unknown', error: '银行未答复（模拟）' }
    return { outcome: 'sent', externalId: derivedId('bnk', message.id), isSimulated: true }
  },
}
