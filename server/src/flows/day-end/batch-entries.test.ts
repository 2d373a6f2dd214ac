import type { Day } from '@puhui/calendar'
import type { AccountCode } from '@puhui/ledger'
import { expect, test } from 'vitest'
import { batchEntries, entryIdsOf } from './batch-entries.ts'

const on = '2026-11-23' as Day
const entry = { kind: 'repaid', on, key: 'day-end:2026-11-23:repaid:0' } as const

function paid(name: string, offBalanceFen: bigint, productCode = 'XJD') {
  const lines = [
    { account: '1002', amountFen: 100n },
    { account: '1303', amountFen: -100n },
    { account: '9001', amountFen: offBalanceFen },
    { account: '9002', amountFen: -offBalanceFen },
  ] as { account: AccountCode; amountFen: bigint }[]
  const moved = lines.filter(({ amountFen }) => amountFen !== 0n)
  return { productCode, loanId: `L${name}`, eventId: `E${name}`, lines: moved }
}

const sumsOf = (entries: ReturnType<typeof batchEntries>) =>
  entries.map(({ naturalKey, loans, lines, proof }) => [
    naturalKey.split(':').slice(4).join(':'),
    loans,
    lines.reduce((sum, { amountFen }) => (amountFen > 0n ? sum + amountFen : sum), 0n),
    proof.reduce((sum, { amountFen }) => sum + amountFen, 0n),
  ])

test('[SRV-01] a loan that moves an account against the others is not netted away: the proofs sum to each amount', () => {
  const entries = batchEntries(entry, [paid('1', 0n), paid('2', 40n), paid('3', -40n), paid('4', -5n), paid('5', 7n)])
  expect(sumsOf(entries)).toEqual([
    ['XJD', 3, 347n, 347n],
    ['XJD:2', 2, 245n, 245n],
  ])
  expect(entryIdsOf(entries).get('E3')).toBe(entries[1]!.id)
  expect(new Set(entryIdsOf(entries).values()).size).toBe(2)
})

test('[SRV-01] loans that agree stand in one entry per product', () => {
  const entries = batchEntries(entry, [paid('1', 3n), paid('2', 0n, 'XFFQ'), paid('3', 4n)])
  expect(sumsOf(entries)).toEqual([
    ['XJD', 2, 207n, 207n],
    ['XFFQ', 1, 100n, 100n],
  ])
})
