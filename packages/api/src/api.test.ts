import { describe, expect, test } from 'vitest'
import { isRefusalCode, operations, rolesWith, urlOf } from './index.ts'
import { listCustomers } from './operations/customers.ts'
import { getLoan } from './operations/loans.ts'

describe('operations', () => {
  test('[A1] ids and addresses are unique', () => {
    expect(new Set(operations.map((operation) => operation.id)).size).toBe(operations.length)
    const addresses = operations.map((operation) => `${operation.method} ${operation.path}`)
    expect(new Set(addresses).size).toBe(operations.length)
    expect(operations.length).toBeGreaterThan(60)
  })

  test('[A2] every refusal they name is in the catalogue', () => {
    const unknown = operations.flatMap((operation) => operation.refusals.filter((code) => !isRefusalCode(code)))
    expect(unknown).toEqual([])
  })

  test('[A3] params stand in the path', () => {
    expect(urlOf(getLoan, { params: { loanId: 'loan_1' }, query: { asOf: '2026-01-01' } })).toBe(
      '/api/loans/loan_1?asOf=2026-01-01',
    )
  })

  test('[A4] every permission is held by some role', () => {
    const named = operations.flatMap(({ permission }) =>
      permission === 'public' || permission === 'borrower' || permission === 'signedIn' ? [] : [permission],
    )
    expect(named.filter((permission) => rolesWith(permission).length === 0)).toEqual([])
  })
})

describe('list query', () => {
  test('[A5] takes filters from the address', () => {
    const query = listCustomers.query.parse({ status: 'borrower,identified', page: '2', incomeMonthlyFenFrom: '100' })
    expect(query).toEqual({
      status: ['borrower', 'identified'],
      page: 2,
      pageSize: 20,
      sort: 'createdAt:desc',
      count: 'capped',
      incomeMonthlyFenFrom: '100',
    })
  })

  test('[A6] refuses a sort that is no column and a filter that is no filter', () => {
    expect(listCustomers.query.safeParse({ sort: 'name; drop table' }).success).toBe(false)
    expect(listCustomers.query.safeParse({ status: 'unheard' }).success).toBe(false)
    expect(listCustomers.query.safeParse({ other: '1' }).success).toBe(false)
  })
})
