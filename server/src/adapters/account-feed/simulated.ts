import { createHash } from 'node:crypto'
import { addDays } from '@puhui/calendar'
import { SCENES } from '@puhui/product'
import { derivedId } from '../../platform/ids.ts'
import type { AccountFeedPort, FeedMovement, FeedRequest } from './port.ts'

const PROVIDER = '账户流水（模拟） / Account movements (simulated)'

/** Accounts of the simulated bank: the same loan always spends in the same way. */
export function simulatedAccountFeed(behaviour: (loanId: string) => Spending = ordinarySpending): AccountFeedPort {
  return {
    provider: PROVIDER,
    isSimulated: true,
    movements: async (requests) => requests.map((request) => movementsOf(request, behaviour(request.loanId))),
  }
}

export type Spending = 'declared' | 'mixed' | 'cash' | 'securities' | 'property' | 'otherLender'

/** Of a hundred borrowers seventy spend as they said, six do what the contract forbids. */
function ordinarySpending(loanId: string): Spending {
  const kind = share(`use|${loanId}`)
  if (kind < 0.7) return 'declared'
  if (kind < 0.88) return 'mixed'
  if (kind < 0.94) return 'cash'
  if (kind < 0.965) return 'securities'
  return kind < 0.98 ? 'property' : 'otherLender'
}

const ELSEWHERE: Readonly<Record<Exclude<Spending, 'declared' | 'mixed'>, readonly [string, string]>> = {
  cash: ['本人', 'ATM 取现'],
  securities: ['东海证券股份有限公司', '银证转账'],
  property: ['城南置业有限公司', '认购款'],
  otherLender: ['某某小额贷款公司', '还款'],
}

function movementsOf(request: FeedRequest, spending: Spending): FeedMovement[] {
  const { loanId, paidOutFen, disbursedOn, after, until } = request
  const firstFen = (paidOutFen * 6n) / 10n
  const secondFen = (paidOutFen * 3n) / 10n
  const [own, other] = spending === 'declared' ? [true, true] : spending === 'mixed' ? [true, false] : [false, true]
  const all = [
    { at: 1, amountFen: firstFen, to: own ? shopOf(request.scene, loanId) : elsewhere(spending) },
    { at: 4, amountFen: secondFen, to: other ? shopOf(request.scene, loanId) : shopOf('everyday', loanId) },
  ]
  return all
    .map(({ at, amountFen, to: [counterparty, note] }, index) => ({
      reference: derivedId('mov', `${loanId}:${index}`),
      movedOn: addDays(disbursedOn, at),
      amountFen,
      counterparty,
      note,
    }))
    .filter(({ movedOn, amountFen }) => movedOn > after && movedOn <= until && amountFen > 0n)
}

function elsewhere(spending: Spending): readonly [string, string] {
  return spending === 'declared' || spending === 'mixed' ? ['个人', '转账'] : ELSEWHERE[spending]
}

function shopOf(scene: string, loanId: string): readonly [string, string] {
  const words = SCENES.find(({ code }) => code === scene)?.spendingWords ?? []
  const word = words[Math.floor(share(`shop|${loanId}`) * words.length)]
  return word === undefined ? ['个人', '转账'] : [`城中${word}`, '消费']
}

function share(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) / 2 ** 32
}
