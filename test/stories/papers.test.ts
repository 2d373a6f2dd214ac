import { borrowerApi, loansApi } from '@puhui/api'
import { formatYuan } from '@puhui/money'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { pdfPages } from '../browser/harness/pdf.ts'
import { borrow, goTo, loanOf, openLendingLender, type World } from './lending-world.ts'

let world: World
beforeAll(async () => {
  world = await openLendingLender()
})
afterAll(() => world.platform.drop())

const NAME = '王䶮'
const yuan = (fen: string) => formatYuan(BigInt(fen))

test('SRV-02 a borrower and staff get the schedule and the statement of a loan as papers, each with its sums and words', async () => {
  const servicing = await world.app.as('servicing')
  const { borrower, loanId } = await borrow(world, { name: NAME })
  const params = { loanId }
  const opened = await loanOf(servicing, loanId)
  const first = opened.schedule[0]!
  await goTo(world, first.dueOn)
  const due = { amountFen: first.dueFen, purpose: 'due' as const }
  const { stateHash } = await borrower.call(borrowerApi.borrowerPreview, { params, body: due })
  await borrower.call(borrowerApi.borrowerRepay, { params, body: { ...due, stateHash } })
  const part = { amountFen: '300000', purpose: 'prepay' as const, channel: 'counter' as const, valueOn: first.dueOn }
  const { eventId } = await servicing.call(loansApi.repay, { params, body: part })
  const file = await loanOf(servicing, loanId)

  const schedule = await paperOf(borrower, `/borrower/loans/${loanId}/repayment-schedule.pdf`)
  expect(schedule.pages[0]).toContain('还款计划表')
  expect(schedule.text).toContain(NAME)
  expect(schedule.text).toContain('大写：人民币贰万元整')
  for (const { dueOn, principalFen, interestFen, balanceFen } of file.schedule) {
    const cells = [dueOn, yuan(principalFen), yuan(interestFen)].join('')
    expect(schedule.text).toContain(cells)
    expect(schedule.text).toContain(yuan(balanceFen))
  }
  expect(await paperOf(servicing, `/loans/${loanId}/repayment-schedule.pdf`)).toEqual(schedule)

  const statement = await paperOf(borrower, `/borrower/loans/${loanId}/statement.pdf`)
  expect(statement.text).toContain(NAME)
  expect(statement.text).toContain(`${first.dueOn}${first.dueOn}还款${yuan(first.dueFen)}`)
  expect(statement.text).toContain(`${yuan(first.dueFen)}${yuan(first.principalFen)}${yuan(first.interestFen)}`)
  expect(statement.text).toMatch(/本期收到款项.*大写：人民币.*期末本金余额.*大写：人民币/)
  expect(statement.text).toContain(`期末余额${yuan(file.figures.outstandingFen)}`)
  expect(await paperOf(servicing, `/loans/${loanId}/statement.pdf`)).toEqual(statement)

  await goTo(world, file.schedule[1]!.dueOn)
  await servicing.call(loansApi.reverse, { params: { ...params, eventId }, body: { reason: '记错了账户 🙈' } })
  const later = await loanOf(servicing, loanId)
  const period = `?from=${file.schedule[1]!.dueOn}&to=${file.schedule[1]!.dueOn}`
  const month = await paperOf(borrower, `/borrower/loans/${loanId}/statement.pdf${period}`)
  expect(month.text).toContain(`期初余额${yuan(file.figures.outstandingFen)}`)
  expect(month.text).toContain(`冲正-${yuan('300000')}`)
  expect(month.text).toContain(`期末余额${yuan(later.figures.outstandingFen)}`)
  expect(month.text).not.toContain('提前还款')
})

test('SRV-02 nobody gets the papers of another person, a period outside the loan is refused, and staff leave a trace', async () => {
  const { borrower, loanId } = await borrow(world)
  const stranger = (await borrow(world)).borrower
  for (const paper of ['repayment-schedule.pdf', 'statement.pdf']) {
    const answer = await stranger.inject({ method: 'GET', url: `/api/borrower/loans/${loanId}/${paper}` })
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'loans.not_found'])
    const asStaff = await borrower.inject({ method: 'GET', url: `/api/loans/${loanId}/${paper}` })
    expect(asStaff.statusCode).toBe(401)
  }
  const url = `/api/borrower/loans/${loanId}/statement.pdf`
  const empty = await borrower.inject({ method: 'GET', url: `${url}?to=2020-01-01` })
  expect([empty.statusCode, empty.json().code]).toEqual([422, 'loans.statement_period_empty'])
  const noDay = await borrower.inject({ method: 'GET', url: `${url}?from=2026-02-30` })
  expect([noDay.statusCode, noDay.json().code]).toEqual([422, 'request.invalid'])

  await paperOf(await world.app.as('servicing'), `/loans/${loanId}/statement.pdf`)
  const traces = await world.platform.db
    .selectFrom('journal')
    .select('action')
    .where('object_id', '=', loanId)
    .where('action', '=', 'loans.paper_opened')
    .execute()
  expect(traces).toHaveLength(1)
})

/** A paper as its reader has it: text to copy, a number on each page, light enough for a phone. */
async function paperOf(caller: Pick<TestCaller, 'inject'>, path: string) {
  const answer = await caller.inject({ method: 'GET', url: `/api${path}` })
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
  expect(answer.rawPayload.length).toBeLessThan(100 * 1024)
  const pages = pdfPages(answer.rawPayload)
  pages.forEach((text, at) => {
    expect(text.endsWith(`第 ${at + 1} 页 / 共 ${pages.length} 页`)).toBe(true)
  })
  return { pages, text: pages.join('') }
}
