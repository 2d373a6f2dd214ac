import { createHash } from 'node:crypto'
import { borrowerApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { formatYuan } from '@puhui/money'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { pdfPages } from '../browser/harness/pdf.ts'
import { approved, borrow, loanOf, openLendingLender, prepare, read, type World } from './lending-world.ts'

let world: World
beforeAll(async () => {
  world = await openLendingLender({}, [marketingModule])
})
afterAll(() => world.platform.drop())

const HAN = /\p{Script=Han}/u
const actor = systemActor('test')

function messagesOf(customerId: string) {
  return world.platform.db
    .selectFrom('outbox_message')
    .select(['template', 'body'])
    .where('customer_id', '=', customerId)
    .where('kind', '=', 'sms')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

const speak = (borrower: TestCaller, language: 'zh' | 'en') =>
  borrower.call(borrowerApi.setLanguage, { body: { language } })

test('[UX-44] SPC-11 messages come in the language the borrower has chosen, and in Chinese to who has chosen none', async () => {
  const granted = await approved(world)
  const { borrower } = granted
  expect((await borrower.call(borrowerApi.getJourney, {})).language).toBe('zh')
  await speak(borrower, 'en')
  const contract = await prepare(granted)
  await read(world, borrower, contract)
  const params = { contractId: contract.contractId }
  await borrower.call(borrowerApi.sendSignCode, { params })
  const sms = (await messagesOf(borrower.customerId)).at(-1)!
  expect(sms.template).toBe('auth.sign_contract_code')
  const code = /Your code is (\d{6})/.exec(sms.body)![1]!
  const journey = await borrower.call(borrowerApi.signContract, { params, body: { code } })
  expect(journey.language).toBe('en')
  const loanId = journey.contract!.loanId!
  const other = await borrow(world)
  const servicing = await world.app.as('servicing')
  const dueOn = (await loanOf(servicing, loanId)).schedule[0]!.dueOn as Day
  const bank = simulatedBank(() => 'insufficient')
  await endDaysUntil(dayEndRun(world.platform, { actor, bank }), addDays(dueOn, 1))
  const english = await messagesOf(borrower.customerId)
  expect(english.map(({ template }) => template)).toEqual(
    expect.arrayContaining(['loans.disbursed', 'loans.reminder', 'loans.overdue']),
  )
  expect(english.filter(({ body }) => HAN.test(body))).toEqual([])
  const first = (await loanOf(servicing, loanId)).schedule[0]!
  const reminder = english.find(({ template }) => template === 'loans.reminder')!
  expect(reminder.body).toContain(`CNY ${formatYuan(BigInt(first.dueFen))}`)
  expect(reminder.body).toContain(dueOn)
  const chinese = await messagesOf(other.borrower.customerId)
  expect(chinese.filter(({ body }) => !body.startsWith('【普惠】'))).toEqual([])
  await speak(borrower, 'zh')
  await endDaysUntil(dayEndRun(world.platform, { actor, bank }), addDays(dueOn, 4))
  expect((await messagesOf(borrower.customerId)).at(-1)).toMatchObject({
    template: 'loans.overdue',
    body: /^【普惠】/u,
  })
})

test('[UX-34] [UX-44] every paper can be had in English too; the translation says that the Chinese contract binds', async () => {
  const name = '王䶮'
  const { borrower, contract, loanId } = await borrow(world, { name })
  const staff = await world.app.as('servicing')
  const signed = await fileOf(borrower, `/borrower/contracts/${contract.contractId}/contract.pdf`)
  const sha256 = createHash('sha256').update(signed.bytes).digest('hex')
  const english = await fileOf(borrower, `/borrower/contracts/${contract.contractId}/contract.pdf?lang=en`)
  expect(english.text).toContain('translationforreference')
  expect(english.text).toContain('TheChinesecontractno.')
  expect(english.text).toContain(sha256)
  expect(english.text).toMatch(/CNY20,000\.00.*人民币贰万元整/)
  expect(signed.text).not.toContain('translation')
  const contractOfStaff = await fileOf(staff, `/contracts/${contract.contractId}/contract.pdf?lang=en`)
  expect(contractOfStaff.bytes.equals(english.bytes)).toBe(true)
  await settle(borrower, loanId)
  const papers: readonly (readonly [string, string])[] = [
    ['repayment-schedule.pdf', 'Repayment Schedule'],
    ['statement.pdf', 'Loan Statement'],
    ['settlement-certificate.pdf', 'Certificate of Settlement'],
  ]
  for (const [path, title] of papers) {
    const paper = await fileOf(borrower, `/borrower/loans/${loanId}/${path}?lang=en`)
    expect(paper.text).toContain(title.replace(/ /g, ''))
    expect(paper.text).toContain(name)
    expect(paper.text).toContain('Translationforreference;theChinesepaperprevails')
    const own = paper.text.replaceAll(name, '').replace(/人民币[\p{Script=Han}]+/gu, '')
    expect(own.match(/\p{Script=Han}+/gu) ?? []).toEqual([])
    const chinese = await fileOf(borrower, `/borrower/loans/${loanId}/${path}?lang=zh`)
    expect(chinese.text).not.toContain('Translation')
  }
})

async function settle(borrower: TestCaller, loanId: string): Promise<void> {
  const params = { loanId }
  const loan = await borrower.call(borrowerApi.borrowerLoan, { params })
  const wish = { amountFen: loan.figures.settlementFen, purpose: 'settle' as const }
  const { stateHash } = await borrower.call(borrowerApi.borrowerPreview, { params, body: wish })
  await borrower.call(borrowerApi.borrowerRepay, { params, body: { ...wish, stateHash } })
}

/** A paper as it is downloaded: small, numbered on every page, its words without spaces. */
async function fileOf(caller: TestCaller, path: string) {
  const { statusCode, rawPayload: bytes, headers } = await caller.inject({ method: 'GET', url: `/api${path}` })
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/pdf'])
  expect(bytes.length).toBeLessThanOrEqual(100 * 1024)
  const pages = pdfPages(bytes)
  for (const [at, text] of pages.entries()) {
    expect(text.replace(/\s/g, '')).toMatch(
      new RegExp(`第${at + 1}页/共${pages.length}页|Page${at + 1}of${pages.length}`),
    )
  }
  return { bytes, text: pages.join('').replace(/\s/g, '') }
}
