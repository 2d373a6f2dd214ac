import { loansApi } from '@puhui/api'
import { expect, test } from 'vitest'
import { filterNames, queryOf, readState, searchToKeep } from './list-state.ts'

const { list } = loansApi.listLoans

test('the address is read into what the server is asked', () => {
  const state = readState(list, {
    q: '张',
    status: 'overdue,active',
    dpdFrom: '30',
    sort: 'dpd:desc',
    page: '3',
    size: '50',
  })
  expect(queryOf(state, 'capped')).toEqual({
    q: '张',
    status: 'overdue,active',
    dpdFrom: '30',
    sort: 'dpd:desc',
    page: 3,
    pageSize: 50,
    count: 'capped',
  })
  expect(loansApi.listLoans.query.safeParse(queryOf(state, 'capped')).success).toBe(true)
})

test('what is not of this list is left aside', () => {
  const state = readState(list, {
    sort: 'customerName:desc',
    page: '-2',
    size: '7',
    cols: 'number,nothing',
    other: 'x',
  })
  expect(state).toMatchObject({ sort: list.defaultSort, page: 1, pageSize: 20, filters: {}, columns: ['number'] })
})

test('a range has two names', () => {
  expect(filterNames(list)).toEqual(expect.arrayContaining(['status', 'dpdFrom', 'dpdTo']))
})

test('a view keeps the conditions and not the page', () => {
  expect(searchToKeep({ status: 'overdue', page: '4', view: 'v1', cols: 'number', sort: 'dpd:desc' })).toEqual({
    status: 'overdue',
    sort: 'dpd:desc',
  })
})
