import { agreementsApi, hardshipApi, loansApi } from '@puhui/api'
import { addDays, type Day } from '@puhui/calendar'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedBank } from '../../server/src/adapters/bank/simulated.ts'
import { dayEndRun, endDaysUntil } from '../../server/src/flows/day-end.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { agreementsModule } from '../../server/src/routes/agreements.ts'
import { booksModule } from '../../server/src/routes/books.ts'
import { hardshipModule } from '../../server/src/routes/hardship.ts'
import { agreed, loanTold, signed, waiting } from './agreement-world.ts'
import { jpegOf } from './forged-papers.ts'
import { borrow, loanOf, openLendingLender, type World } from './lending-world.ts'

let world: World
let servicing: TestCaller
let risk: TestCaller
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-08-10' }, [booksModule, hardshipModule, agreementsModule()])
  ;[servicing, risk] = await Promise.all([world.app.as('servicing'), world.app.as('risk')])
})
afterAll(() => world.platform.drop())

const kinds = async (loanId: string) => (await loanOf(servicing, loanId)).events.map(({ kind }) => kind)
const statusOf = async (requestId: string) =>
  (await servicing.call(hardshipApi.getHardship, { params: { requestId } })).status

async function daysPass(until: Day): Promise<void> {
  const bank = simulatedBank(() => 'insufficient')
  await endDaysUntil(dayEndRun(world.platform, { actor: systemActor('test'), bank, until }), until)
}

test('SRV-07 new terms wait for a paper that the borrower reads to its end and signs with a code', async () => {
  const { borrower, loanId } = await borrow(world)
  const { requestId, agreement } = await agreed({ servicing, risk }, borrower, loanId)
  expect(agreement).toMatchObject({ status: 'waiting', signBy: addDays(agreement.preparedOn as Day, 7) })
  expect(await statusOf(requestId)).toBe('signing')
  expect(await kinds(loanId)).toEqual(['disbursed'])
  const [asked] = await loanTold(world, loanId, 'agreements.ready')
  expect(asked).toContain(agreement.signBy)

  const params = { agreementId: agreement.id }
  const hurried = { termsHash: agreement.termsHash, readSeconds: 3, scrolledToEnd: true }
  await expect(borrower.call(agreementsApi.sendAgreementCode, { params, body: hurried })).rejects.toMatchObject({
    problem: { code: 'compliance.read_too_fast' },
  })
  await expect(borrower.call(agreementsApi.signAgreement, { params, body: { code: '123456' } })).rejects.toMatchObject({
    problem: { code: 'compliance.cost_table_not_acknowledged' },
  })
  const { borrower: stranger } = await borrow(world)
  await expect(stranger.call(agreementsApi.declineAgreement, { params, body: { reason: '' } })).rejects.toMatchObject({
    problem: { code: 'agreements.not_found', status: 404 },
  })
  expect((await pdfOf(borrower, agreement.id, 'zh')).subarray(0, 5).toString()).toBe('%PDF-')
  await signed(world, borrower, agreement)

  expect(await kinds(loanId)).toEqual(['disbursed', 'rescheduled'])
  expect(await statusOf(requestId)).toBe('approved')
  const shown = await waiting(borrower, loanId)
  expect(shown).toMatchObject({ status: 'signed', signedHow: 'online', isSimulated: true })
  const { schedule } = await loanOf(servicing, loanId)
  expect(agreement.after.lines.map(({ dueOn, dueFen }) => [dueOn, dueFen])).toEqual(
    schedule.filter(({ openFen }) => openFen !== '0').map(({ dueOn, openFen }) => [dueOn, openFen]),
  )
  const again = await pdfOf(borrower, agreement.id, 'zh')
  expect(await pdfOf(borrower, agreement.id, 'zh')).toEqual(again)
  expect(await pdfOf(borrower, agreement.id, 'en')).not.toEqual(again)
  await expect(
    servicing.call(agreementsApi.voidAgreement, { params, body: { reason: '写错了利率' } }),
  ).rejects.toMatchObject({ problem: { code: 'agreements.not_waiting' } })
})

function pdfOf(caller: TestCaller, id: string, lang: 'zh' | 'en'): Promise<Buffer> {
  const url = `/api/borrower/supplementary-agreements/${id}/agreement.pdf?lang=${lang}`
  return caller.inject({ method: 'GET', url }).then(({ rawPayload }) => rawPayload)
}

test('SRV-07 a paper that is declined, taken back, outrun by a payment or too old changes nothing, and the borrower can ask anew', async () => {
  const declined = await borrow(world)
  const one = await agreed({ servicing, risk }, declined.borrower, declined.loanId)
  await declined.borrower.call(agreementsApi.declineAgreement, {
    params: { agreementId: one.agreement.id },
    body: { reason: '想少付利息' },
  })
  expect(await statusOf(one.requestId)).toBe('refused')
  await agreed({ servicing, risk }, declined.borrower, declined.loanId)

  const back = await borrow(world)
  const two = await agreed({ servicing, risk }, back.borrower, back.loanId)
  const params = { requestId: two.requestId }
  await expect(
    servicing.call(hardshipApi.declineHardship, { params, body: { reason: '材料不全' } }),
  ).rejects.toMatchObject({ problem: { code: 'hardship.agreement_waits' } })
  const taken = { params: { agreementId: two.agreement.id }, body: { reason: '期数写错，重新拟定' } }
  await servicing.call(agreementsApi.voidAgreement, taken)
  expect(await statusOf(two.requestId)).toBe('asked')

  const outrun = await borrow(world)
  const three = await agreed({ servicing, risk }, outrun.borrower, outrun.loanId)
  const { asOf } = await loanOf(servicing, outrun.loanId)
  const body = { amountFen: '10000', purpose: 'due' as const, channel: 'counter' as const, valueOn: asOf, note: '' }
  await servicing.call(loansApi.repay, { params: { loanId: outrun.loanId }, body })
  expect(await waiting(outrun.borrower, outrun.loanId)).toMatchObject({ status: 'waiting', isOutdated: true })
  await expect(signed(world, outrun.borrower, three.agreement)).rejects.toMatchObject({
    problem: { code: 'agreements.outdated' },
  })

  const late = await borrow(world)
  const four = await agreed({ servicing, risk }, late.borrower, late.loanId)
  await daysPass(four.agreement.signBy as Day)
  expect((await waiting(outrun.borrower, outrun.loanId)).status).toBe('void')
  expect(await statusOf(three.requestId)).toBe('asked')
  expect((await waiting(late.borrower, late.loanId)).status).toBe('lapsed')
  expect(await statusOf(four.requestId)).toBe('lapsed')
  expect(await loanTold(world, late.loanId, 'agreements.lapsed')).toHaveLength(1)
  expect(await kinds(late.loanId)).toEqual(['disbursed'])
})

test('SRV-07 a paper signed by hand at a branch takes effect when a second person has looked at its scan', async () => {
  const { borrower, loanId } = await borrow(world)
  const { requestId, agreement } = await agreed({ servicing, risk }, borrower, loanId)
  const scan = jpegOf('a signed page')
  expect((await attach(agreement.id, '2026-01-01', scan)).json()).toMatchObject({
    code: 'agreements.signed_on_wrong_day',
  })
  expect((await attach(agreement.id, agreement.preparedOn, Buffer.from('no picture'))).json()).toMatchObject({
    code: 'agreements.copy_unreadable',
  })
  expect((await attach(agreement.id, agreement.preparedOn, scan)).statusCode).toBe(200)
  const where = { params: { agreementId: agreement.id } }
  const verdict = (kind: 'approve' | 'reject') => ({ ...where, body: { verdict: kind, note: '' } })
  await expect(servicing.call(agreementsApi.decideCopy, verdict('approve'))).rejects.toMatchObject({
    problem: { status: 403 },
  })
  await risk.call(agreementsApi.decideCopy, verdict('reject'))
  expect(await kinds(loanId)).toEqual(['disbursed'])
  await attach(agreement.id, agreement.preparedOn, scan)
  const { agreements } = await risk.call(agreementsApi.loanAgreements, { params: { loanId } })
  const copy = agreements[0]!.copies.find(({ isPending }) => isPending)!
  const seen = await risk.call(agreementsApi.showCopy, { params: { agreementId: agreement.id, copyId: copy.id } })
  expect(Buffer.from(seen.base64, 'base64')).toEqual(scan)
  await risk.call(agreementsApi.decideCopy, verdict('approve'))
  expect(await kinds(loanId)).toEqual(['disbursed', 'rescheduled'])
  expect(await waiting(borrower, loanId)).toMatchObject({ status: 'signed', signedHow: 'paper', isSimulated: false })
  expect(await statusOf(requestId)).toBe('approved')
})

function attach(agreementId: string, signedOn: string, content: Buffer) {
  const mark = 'copy-of-a-paper'
  const head = `--${mark}\r\ncontent-disposition: form-data; name="signedOn"\r\n\r\n${signedOn}\r\n--${mark}\r\n`
  const file = 'content-disposition: form-data; name="file"; filename="scan.jpg"\r\ncontent-type: image/jpeg\r\n\r\n'
  return servicing.inject({
    method: 'POST',
    url: `/api/supplementary-agreements/${agreementId}/copies`,
    headers: { 'content-type': `multipart/form-data; boundary=${mark}` },
    payload: Buffer.concat([Buffer.from(head + file), content, Buffer.from(`\r\n--${mark}--\r\n`)]),
  })
}
