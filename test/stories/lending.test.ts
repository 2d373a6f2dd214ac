import { borrowerApi, loansApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { unexplained } from './explained-figures.ts'
import {
  approved,
  borrow,
  goTo,
  lastCode,
  loanOf,
  openLendingLender,
  prepare,
  read,
  sign,
  trialBalance,
  type World,
} from './lending-world.ts'

let world: World
beforeAll(async () => {
  world = await openLendingLender()
})
afterAll(() => world.platform.drop())

const refusal = (code: string, status: number) => ({ problem: { code, status } })

test('SRV-01 a disbursement posts balanced entries and pays the borrower the whole principal', async () => {
  const servicing = await world.app.as('servicing')
  const before = await trialBalance(await world.app.as('auditor'))
  const { loanId, journey } = await borrow(world)
  expect(journey.step).toBe('done')
  expect(journey.loans[0]).toMatchObject({ id: loanId, status: 'active', outstandingFen: '2000000' })

  const { events, figures } = await loanOf(servicing, loanId)
  expect(events).toHaveLength(1)
  expect(events[0]!.postings).toEqual([
    { account: '1303', label: { zh: '贷款本金', en: 'Loan principal' }, debitFen: '2000000', creditFen: '0' },
    { account: '1002', label: { zh: '银行存款', en: 'Cash at bank' }, debitFen: '0', creditFen: '2000000' },
  ])
  expect(figures).toMatchObject({ outstandingFen: '2000000', accruedInterestFen: '0', overdueFen: '0' })
  const after = await trialBalance(await world.app.as('auditor'))
  expect(after.get('1303')! - (before.get('1303') ?? 0n)).toBe(2_000_000n)

  const paid = await world.platform.db
    .selectFrom('outbox_message')
    .selectAll()
    .where('dedup_key', '=', `disbursement:${loanId}`)
    .executeTakeFirstOrThrow()
  expect(paid).toMatchObject({ kind: 'bank', payload: { loanId, amountFen: '2000000' }, status: 'queued' })
})

test('SRV-01 CMP-06 CN-RATE-003 nobody signs who has not read: unread, too fast, not to the end, other terms', async () => {
  const granted = await approved(world)
  const { borrower } = granted
  const contract = await prepare(granted)
  const params = { contractId: contract.contractId }
  expect(contract.minReadSeconds).toBe(10)
  await expect(borrower.call(borrowerApi.sendSignCode, { params })).rejects.toMatchObject(
    refusal('contracts.not_disclosed', 409),
  )
  const unread = borrower.call(borrowerApi.signContract, { params, body: { code: '000000' } })
  await expect(unread).rejects.toMatchObject(refusal('compliance.cost_table_not_acknowledged', 409))

  const confirm = (body: { termsHash: string; readSeconds: number; scrolledToEnd: boolean }) =>
    borrower.call(borrowerApi.acknowledgeDisclosure, { params, body })
  const whole = { termsHash: contract.termsHash, readSeconds: 60, scrolledToEnd: true }
  await expect(confirm(whole)).rejects.toMatchObject(refusal('compliance.read_too_fast', 422))
  await expect(read(world, borrower, contract, 9)).rejects.toMatchObject(refusal('compliance.read_too_fast', 422))
  await expect(confirm({ ...whole, scrolledToEnd: false })).rejects.toMatchObject(
    refusal('compliance.not_read_to_the_end', 422),
  )
  await expect(confirm({ ...whole, termsHash: 'other' })).rejects.toMatchObject(
    refusal('compliance.terms_changed', 409),
  )
  await read(world, borrower, contract, 11)
  expect((await sign(world, granted, contract.contractId)).step).toBe('done')
})

test('SRV-01 a wrong code signs nothing, and a signature sent twice pays once', async () => {
  const granted = await approved(world)
  const contract = await prepare(granted)
  const params = { contractId: contract.contractId }
  await read(world, granted.borrower, contract)
  await granted.borrower.call(borrowerApi.sendSignCode, { params })
  const code = await lastCode(world, granted.borrower.customerId)
  const wrong = code === '111111' ? '222222' : '111111'
  const tried = granted.borrower.call(borrowerApi.signContract, { params, body: { code: wrong } })
  await expect(tried).rejects.toMatchObject(refusal('auth.wrong_code', 422))
  const options = { idempotencyKey: 'sign-once' }
  const first = await granted.borrower.call(borrowerApi.signContract, { params, body: { code } }, options)
  const second = await granted.borrower.call(borrowerApi.signContract, { params, body: { code } }, options)
  expect(second).toEqual(first)
  expect(first.loans).toHaveLength(1)
})

test('SRV-02 a repayment is allocated to the fen, and its preview is what happens', async () => {
  const servicing = await world.app.as('servicing')
  const { borrower, loanId } = await borrow(world)
  const { schedule } = await loanOf(servicing, loanId)
  const first = schedule[0]!
  await goTo(world, first.dueOn)
  const params = { loanId }
  const wish = { amountFen: first.dueFen, purpose: 'due' as const }
  const preview = await borrower.call(borrowerApi.borrowerPreview, { params, body: wish })
  const body = { ...wish, stateHash: preview.stateHash }
  const paid = await borrower.call(borrowerApi.borrowerRepay, { params, body }, { idempotencyKey: 'pay-1' })
  expect(paid.preview).toEqual(preview)
  expect(paid.isSimulated).toBe(true)
  const again = await borrower.call(borrowerApi.borrowerRepay, { params, body }, { idempotencyKey: 'pay-1' })
  expect(again.eventId).toBe(paid.eventId)

  const file = await loanOf(servicing, loanId)
  expect(file.figures).toEqual(preview.after)
  expect(file.schedule).toEqual(preview.schedule)
  expect(file.events).toHaveLength(2)
  const [interest, principal] = file.events[1]!.allocations
  expect([interest!.part, principal!.part]).toEqual(['interest', 'principal'])
  expect(BigInt(interest!.amountFen) + BigInt(principal!.amountFen)).toBe(BigInt(first.dueFen))
  const stale = borrower.call(borrowerApi.borrowerRepay, { params, body })
  await expect(stale).rejects.toMatchObject(refusal('loans.changed_meanwhile', 409))
})

test('SRV-02 of two repayments at once exactly one wins; a reversal posts what compensates it', async () => {
  const servicing = await world.app.as('servicing')
  const { loanId } = await borrow(world)
  const params = { loanId }
  const { asOf, figures } = await loanOf(servicing, loanId)
  const wish = { amountFen: '50000', purpose: 'due' as const, channel: 'transfer' as const, valueOn: asOf }
  const { stateHash } = await servicing.call(loansApi.previewRepayment, { params, body: wish })
  const tries = await Promise.allSettled(
    Array.from({ length: 6 }, () => servicing.call(loansApi.repay, { params, body: { ...wish, stateHash } })),
  )
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  for (const one of tries)
    if (one.status === 'rejected') expect(one.reason.problem.code).toBe('loans.changed_meanwhile')

  const { eventId } = tries.find((one) => one.status === 'fulfilled')!.value
  const before = await trialBalance(servicing)
  const shown = await servicing.call(loansApi.previewReversal, { params: { loanId, eventId } })
  const reason = { reason: '重复入账' }
  const race = await Promise.allSettled([
    servicing.call(loansApi.reverse, { params: { loanId, eventId }, body: reason }),
    servicing.call(loansApi.reverse, { params: { loanId, eventId }, body: reason }),
  ])
  expect(race.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  const after = await loanOf(servicing, loanId)
  expect(after.figures).toEqual(figures)
  expect(after.events.map(({ kind, isReversed }) => [kind, isReversed])).toEqual([
    ['disbursed', false],
    ['repaid', true],
    ['reversed', false],
  ])
  expect(after.events[2]!.postings).toEqual(shown.postings)
  expect((await trialBalance(servicing)).get('1002')! - before.get('1002')!).toBe(-50_000n)
})

test('PRD-18 four ways to repay, a part ahead of time, and the end of the loan with its certificate', async () => {
  const servicing = await world.app.as('servicing')
  for (const method of ['equal-principal', 'interest-first', 'bullet'] as const) {
    const { loanId } = await borrow(world, { method })
    const file = await loanOf(servicing, loanId)
    expect(unexplained(file)).toEqual([])
    expect(file.method).toBe(method)
    expect(file.schedule.reduce((sum, one) => sum + BigInt(one.principalFen), 0n)).toBe(2_000_000n)
  }
  const { borrower, loanId } = await borrow(world)
  const params = { loanId }
  const part = { amountFen: '500000', purpose: 'prepay' as const, effect: 'lower-instalment' as const }
  const lower = await borrower.call(borrowerApi.borrowerPreview, { params, body: part })
  const shorter = await borrower.call(borrowerApi.borrowerPreview, {
    params,
    body: { ...part, effect: 'fewer-instalments' },
  })
  expect(BigInt(shorter.interestSavedFen)).toBeGreaterThan(BigInt(lower.interestSavedFen))
  expect(lower.prepaymentFeeFen).toBe('4951')
  await borrower.call(borrowerApi.borrowerRepay, { params, body: { ...part, stateHash: lower.stateHash } })

  const { figures } = await borrower.call(borrowerApi.borrowerLoan, { params })
  const tooMuch = { amountFen: String(BigInt(figures.settlementFen) + 1n), purpose: 'settle' as const }
  const above = borrower.call(borrowerApi.borrowerPreview, { params, body: tooMuch })
  await expect(above).rejects.toMatchObject(refusal('loan.amount_above_settlement', 422))
  const short = { amountFen: String(BigInt(figures.settlementFen) - 1n), purpose: 'settle' as const }
  const below = borrower.call(borrowerApi.borrowerPreview, { params, body: short })
  await expect(below).rejects.toMatchObject(refusal('loan.settlement_amount_short', 422))

  const certificate = { method: 'GET' as const, url: `/api/borrower/loans/${loanId}/settlement-certificate.pdf` }
  expect((await borrower.inject(certificate)).statusCode).toBe(409)
  const settle = { amountFen: figures.settlementFen, purpose: 'settle' as const }
  const preview = await borrower.call(borrowerApi.borrowerPreview, { params, body: settle })
  await borrower.call(borrowerApi.borrowerRepay, { params, body: { ...settle, stateHash: preview.stateHash } })
  const settled = await loanOf(servicing, loanId)
  expect(settled.figures).toMatchObject({ status: 'settled', outstandingFen: '0', settlementFen: '0' })
  expect(settled.hasSettlementCertificate).toBe(true)
  const paper = await borrower.inject(certificate)
  expect([paper.statusCode, paper.headers['content-type']]).toEqual([200, 'application/pdf'])
})

test('SRV-01 two signatures at once pay once; a repayment and a reversal at once never both build on the same state', async () => {
  const granted = await approved(world)
  const contract = await prepare(granted)
  const params = { contractId: contract.contractId }
  await read(world, granted.borrower, contract)
  await granted.borrower.call(borrowerApi.sendSignCode, { params })
  const code = await lastCode(world, granted.borrower.customerId)
  const signed = await Promise.allSettled(
    [1, 2, 3].map(() => granted.borrower.call(borrowerApi.signContract, { params, body: { code } })),
  )
  expect(signed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of signed) if (one.status === 'rejected') expect(one.reason.problem.status).toBeLessThan(500)
  const { loans } = signed.find((one) => one.status === 'fulfilled')!.value
  expect(loans).toHaveLength(1)

  const servicing = await world.app.as('servicing')
  const loanId = loans[0]!.id
  const { asOf } = await loanOf(servicing, loanId)
  const wish = { amountFen: '70000', purpose: 'due' as const, channel: 'transfer' as const, valueOn: asOf }
  const first = await servicing.call(loansApi.repay, { params: { loanId }, body: wish })
  const reason = { reason: '客户要求撤回' }
  const race = await Promise.allSettled([
    servicing.call(loansApi.repay, { params: { loanId }, body: wish }),
    servicing.call(loansApi.reverse, { params: { loanId, eventId: first.eventId }, body: reason }),
    servicing.call(loansApi.repay, { params: { loanId }, body: wish }),
  ])
  const won = race.filter(({ status }) => status === 'fulfilled').length
  expect(won).toBeGreaterThan(0)
  for (const one of race) if (one.status === 'rejected') expect(one.reason.problem.code).toBe('loans.changed_meanwhile')
  const file = await loanOf(servicing, loanId)
  expect(file.events).toHaveLength(2 + won)
  const inForce = file.events.filter(({ kind, isReversed }) => kind === 'repaid' && !isReversed)
  expect(BigInt(file.figures.suspenseFen)).toBe(70_000n * BigInt(inForce.length))
})

test('SRV-02 the same idempotency key gets the first answer; the bank is asked once for many taps on the button', async () => {
  const { borrower, loanId } = await borrow(world)
  const params = { loanId }
  const wish = { amountFen: '40000', purpose: 'due' as const }
  const { stateHash } = await borrower.call(borrowerApi.borrowerPreview, { params, body: wish })
  const body = { ...wish, stateHash }
  const taps = await Promise.all(
    [1, 2, 3, 4].map(() => borrower.call(borrowerApi.borrowerRepay, { params, body }, { idempotencyKey: 'tap' })),
  )
  const paid = taps.map(({ eventId }) => eventId)
  expect(new Set(paid).size).toBe(1)
  const again = await borrower.call(borrowerApi.borrowerRepay, { params, body }, { idempotencyKey: 'tap' })
  expect(again.eventId).toBe(paid[0])
  const { events } = await borrower.call(borrowerApi.borrowerLoan, { params })
  expect(events.filter(({ kind }) => kind === 'repaid')).toHaveLength(1)
  const other = borrower.call(
    borrowerApi.borrowerRepay,
    { params, body: { ...body, amountFen: '50000' } },
    { idempotencyKey: 'tap' },
  )
  await expect(other).rejects.toMatchObject(refusal('idempotency.key_reused', 422))
})
