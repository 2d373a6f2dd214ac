import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AccountCode,
  accountOf,
  aggregate,
  balanced,
  beforeAndAfter,
  CHART,
  incomeStatement,
  type Line,
  RECIPES,
  trialBalance,
} from './index.ts'

const line = (account: AccountCode, amountFen: bigint): Line => ({ account, amountFen })
const REPAYMENT = [line('1002', 106_619n), line('1132', -12_000n), line('1303', -94_619n)]

describe('chart', () => {
  test('[G1] each account once, in the order of its code, with a name in both languages', () => {
    const codes = CHART.map((account) => account.code)
    expect(codes).toEqual([...new Set(codes)].sort())
    expect(CHART.filter((account) => !account.name.zh || !account.name.en)).toEqual([])
  })

  test.each([
    ['1303', 'asset', 'debit'],
    ['1304', 'asset', 'credit'],
    ['2241', 'liability', 'credit'],
    ['6011', 'income', 'credit'],
    ['6702', 'expense', 'debit'],
  ] as const)('[G1] %s is an account of type %s that stands in %s', (code, type, normalSide) => {
    expect(accountOf(code)).toMatchObject({ type, normalSide })
  })
})

describe('entry', () => {
  test('[G2] lines that sum to zero may be posted', () => {
    expect(balanced(REPAYMENT)).toEqual({ ok: true, value: REPAYMENT })
  })

  test('[G2] others may not', () => {
    expect(balanced([])).toEqual({ ok: false, error: { code: 'ledger.entry_empty' } })
    expect(balanced(REPAYMENT.slice(1))).toEqual({
      ok: false,
      error: { code: 'ledger.entry_unbalanced', differenceFen: -106_619n },
    })
  })

  test('[G3] the accruals of many loans become one line an account', () => {
    const lines = [line('1132', 387n), line('6011', -387n), line('1132', 395n), line('6011', -395n), line('1002', 0n)]
    expect(aggregate(lines)).toEqual([line('1132', 782n), line('6011', -782n)])
  })
})

describe('statements', () => {
  test('[G4] a trial balance of balanced entries has no difference', () => {
    const account = fc.constantFrom(...CHART.map((a) => a.code))
    const entry = fc.tuple(account, account, fc.bigInt({ min: 1n, max: 10n ** 12n }))
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const lines = entries.flatMap(([debit, credit, amount]) => [line(debit, amount), line(credit, -amount)])
        expect(trialBalance(lines).differenceFen).toBe(0n)
      }),
    )
  })

  test('[G4] a missing line shows as the difference', () => {
    expect(trialBalance(REPAYMENT.slice(0, 2)).differenceFen).toBe(94_619n)
  })

  test('[G5] income less expense, both in their own direction', () => {
    const lines = [line('1132', 500n), line('6011', -500n), line('6703', 120n), line('1132', -120n)]
    expect(incomeStatement(lines)).toMatchObject({ incomeFen: 500n, expenseFen: 120n, resultFen: 380n })
  })
})

describe('recipes', () => {
  test('[G6] every recipe has both sides and names each account and side once', () => {
    for (const { event, lines } of RECIPES) {
      const keys = lines.map((l) => `${l.account} ${l.side}`)
      expect({ event, keys: new Set(keys).size }).toEqual({ event, keys: lines.length })
      expect(new Set(lines.map((l) => l.side)).size).toBe(2)
    }
  })

  test('[G7] before, entry, after', () => {
    const told = beforeAndAfter([line('1303', 1_200_000n), line('1132', 12_000n)], REPAYMENT)
    expect(
      told.map(({ account, beforeFen, debitFen, creditFen, afterFen }) => [
        account,
        beforeFen,
        debitFen,
        creditFen,
        afterFen,
      ]),
    ).toEqual([
      ['1002', 0n, 106_619n, 0n, 106_619n],
      ['1132', 12_000n, 0n, 12_000n, 0n],
      ['1303', 1_200_000n, 0n, 94_619n, 1_105_381n],
    ])
  })
})
