import { adjustmentsApi, borrowerApi, loansApi, payoutsApi } from '@puhui/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestCaller } from '../../server/src/platform/testing.ts'
import { adjustmentsModule } from '../../server/src/routes/adjustments.ts'
import { drawsModule } from '../../server/src/routes/draws.ts'
import { payoutsModule } from '../../server/src/routes/payouts.ts'
import { borrow, goTo, loanOf, openLendingLender, trialBalance, type World } from './lending-world.ts'

let world: World
let servicing: TestCaller
let risk: TestCaller
beforeAll(async () => {
  world = await openLendingLender({ day: '2026-03-10' }, [adjustmentsModule, drawsModule, payoutsModule])
  ;[servicing, risk] = [await world.app.as('servicing'), await world.app.as('risk')]
})
afterAll(() => world.platform.drop())

/** A merchant refunds the whole of a loan of which a part was paid back before: the rest is the borrower's own. */
async function settledWithMoneyHeld() {
  const { loanId, borrower } = await borrow(world)
  await goTo(world, '2026-04-10')
  const params = { loanId }
  const [before] = (await loanOf(servicing, loanId)).schedule
  const wish = { amountFen: before!.openFen, purpose: 'due' as const }
  const seen = await borrower.call(borrowerApi.borrowerPreview, { params, body: wish })
  await borrower.call(borrowerApi.borrowerRepay, { params, body: { ...wish, stateHash: seen.stateHash } })
  const { principalFen } = await loanOf(servicing, loanId)
  const body = { kind: 'refund' as const, amountFen: principalFen, valueOn: '2026-04-10', withInterest: true }
  await servicing.call(adjustmentsApi.adjustLoan, { params, body: { ...body, reason: '商品退货退款' } })
  const { figures } = await loanOf(servicing, loanId)
  expect(figures.status).toBe('settled')
  expect(BigInt(figures.suspenseFen)).toBeGreaterThan(50_000n)
  return { params, borrower, heldFen: figures.suspenseFen }
}

test('SRV-02 SRV-11 money held on a settled loan goes back to the borrower: a small sum at once, a larger one by two persons', async () => {
  const { params, borrower, heldFen } = await settledWithMoneyHeld()
  const parameters = { drawAloneFenMax: '2000000', returnAloneFenMax: '10000', signingDays: 7 }
  const asked = { values: parameters, reason: '收紧退款权限' }
  await risk.call(payoutsApi.proposeServicingParameters, { body: asked })
  const other = await world.app.as('compliance')
  await other.call(payoutsApi.decideServicingParameters, { body: { verdict: 'approve', note: '同意' } })

  const first = await servicing.call(payoutsApi.previewHeldReturn, { params, body: { amountFen: '10000' } })
  expect(first.postings).toMatchObject([
    { account: '2241', debitFen: '10000' },
    { account: '1002', creditFen: '10000' },
  ])
  const small = { amountFen: '10000', reason: '先退一部分', stateHash: first.stateHash }
  expect(await servicing.call(payoutsApi.returnHeld, { params, body: small })).toMatchObject({ approvalId: null })

  const rest = String(BigInt(heldFen) - 10_000n)
  const large = { amountFen: rest, reason: '退还多付款项' }
  const waiting = await servicing.call(payoutsApi.returnHeld, { params, body: large })
  expect(waiting).toMatchObject({ eventId: null, approvalId: expect.any(String) })
  expect((await loanOf(servicing, params.loanId)).figures.suspenseFen).toBe(rest)
  const decision = { params, body: { verdict: 'approve' as const, note: '账户已核对' } }
  await expect(servicing.call(payoutsApi.decidePayout, decision)).rejects.toMatchObject({
    problem: { code: 'approvals.maker_cannot_check' },
  })
  const { pending } = await risk.call(payoutsApi.getPendingPayout, { params })
  expect(pending).toMatchObject({ kind: 'heldReturn', amountFen: rest, isBorrower: false })
  const { eventId } = await risk.call(payoutsApi.decidePayout, decision)
  const after = await loanOf(servicing, params.loanId)
  expect(after.figures).toMatchObject({ status: 'settled', suspenseFen: '0' })
  expect(after.events.find(({ id }) => id === eventId)).toMatchObject({ kind: 'heldReturned', amountFen: rest })
  const own = await borrower.call(borrowerApi.borrowerLoan, { params })
  expect(own.events.map(({ kind }) => kind)).toContain('heldReturned')

  const sent = world.platform.db.selectFrom('outbox_message').select(['template', 'body', 'payload'])
  const rows = await sent.where('object_id', '=', params.loanId).where('template', 'like', 'loans.held%').execute()
  expect(rows.filter(({ template }) => template === 'loans.held_return')).toHaveLength(2)
  expect(rows.find(({ template }) => template === 'loans.held_returned')!.body).toContain('已退还至您尾号')
  const payment = after.events.find(({ kind }) => kind === 'refunded')!
  const reversal = { params: { ...params, eventId: payment.id }, body: { reason: '商户撤回退款' } }
  await expect(servicing.call(loansApi.reverse, reversal)).rejects.toMatchObject({
    problem: { code: 'loan.held_paid_out' },
  })
  await expect(
    servicing.call(payoutsApi.returnHeld, { params, body: { amountFen: '1', reason: '没有预收款' } }),
  ).rejects.toMatchObject({ problem: { code: 'loan.return_above_held' } })
  await trialBalance(servicing)
})

test('SRV-02 what was asked for is sent back, and the database keeps one person from paying a large sum', async () => {
  const { params, heldFen } = await settledWithMoneyHeld()
  const body = { amountFen: heldFen, reason: '退还多付款项' }
  await servicing.call(payoutsApi.returnHeld, { params, body })
  await expect(servicing.call(payoutsApi.returnHeld, { params, body })).rejects.toMatchObject({
    problem: { code: 'approvals.already_asked' },
  })
  const no = { params, body: { verdict: 'reject' as const, note: '账户待核实' } }
  expect(await risk.call(payoutsApi.decidePayout, no)).toEqual({ eventId: null, entryId: null })
  expect((await loanOf(servicing, params.loanId)).figures.suspenseFen).toBe(heldFen)
  const { pending } = await risk.call(payoutsApi.getPendingPayout, { params })
  expect(pending).toBeNull()
  const alone = world.platform.db.insertInto('loan_payout').values({
    event_id: 'lev_alone',
    loan_id: params.loanId,
    kind: 'heldReturn',
    amount_fen: 10_001n,
    alone_fen_max: 10_000n,
    approval_id: null,
    asked_by: 'one',
    decided_by: null,
    paid_on: '2026-04-10' as never,
    recorded_at: '2026-04-10T02:00:00Z' as never,
  })
  await expect(alone.execute()).rejects.toThrow('check')
})

test('PRD-08 a parameter of signing holds for papers from its day on, and a page of history says who changed it', async () => {
  const values = { drawAloneFenMax: '300000', returnAloneFenMax: '10000', signingDays: 12 }
  await risk.call(payoutsApi.proposeServicingParameters, { body: { values, reason: '农户签字路途远' } })
  const other = await world.app.as('compliance')
  await other.call(payoutsApi.decideServicingParameters, { body: { verdict: 'approve', note: '' } })
  const shown = await servicing.call(payoutsApi.getServicingParameters, {})
  expect(shown.values).toEqual(values)
  expect(shown.history[0]).toMatchObject({ values, reason: '农户签字路途远' })
  expect(shown.pending).toBeNull()
})

test('SRV-02 CMP-02 the borrower asks for money that is held: a small sum comes at once, a larger one waits in sight', async () => {
  const values = { drawAloneFenMax: '2000000', returnAloneFenMax: '10000', signingDays: 7 }
  const limits = { values, reason: '退款一百元以上须复核' }
  await risk.call(payoutsApi.proposeServicingParameters, { body: limits })
  const other = await world.app.as('compliance')
  await other.call(payoutsApi.decideServicingParameters, { body: { verdict: 'approve', note: '' } })
  const { params, borrower, heldFen } = await settledWithMoneyHeld()
  const heldLoans = async () => {
    const query = { holdsMoney: true, pageSize: 200, sort: 'heldSince:asc' }
    const { rows } = await servicing.call(loansApi.listLoans, { query } as never)
    return rows.map(({ id, heldFen: fen, heldSince }) => ({ id, fen, heldSince }))
  }
  expect(await heldLoans()).toContainEqual({ id: params.loanId, fen: heldFen, heldSince: '2026-04-10' })

  const ask = async (amountFen: string) => {
    const { stateHash, aloneFenMax } = await borrower.call(payoutsApi.borrowerPreviewHeldReturn, {
      params,
      body: { amountFen },
    })
    expect(aloneFenMax).toBe('10000')
    return borrower.call(payoutsApi.borrowerReturnHeld, { params, body: { amountFen, stateHash } })
  }
  expect(await ask('9000')).toMatchObject({ eventId: expect.any(String) })
  const rest = String(BigInt(heldFen) - 9_000n)
  expect(await heldLoans()).toContainEqual({ id: params.loanId, fen: rest, heldSince: '2026-04-10' })
  expect(await ask(rest)).toEqual({ eventId: null })
  const own = () => borrower.call(borrowerApi.borrowerLoan, { params })
  expect((await own()).pendingPayout).toEqual({
    kind: 'heldReturn',
    amountFen: rest,
    isBorrower: true,
    askedAt: expect.stringContaining('2026-04-10'),
  })
  await expect(ask(rest)).rejects.toMatchObject({ problem: { code: 'approvals.already_asked' } })
  const stranger = (await borrow(world)).borrower
  await expect(
    stranger.call(payoutsApi.borrowerPreviewHeldReturn, { params, body: { amountFen: '1' } }),
  ).rejects.toMatchObject({ problem: { code: 'loans.not_found' } })

  await risk.call(payoutsApi.decidePayout, { params, body: { verdict: 'approve', note: '' } })
  const after = await own()
  expect(after.pendingPayout).toBeNull()
  expect(after.figures.suspenseFen).toBe('0')
  expect(after.events.at(-1)).toMatchObject({ kind: 'heldReturned', amountFen: rest })
  expect(after.events.at(-1)).not.toHaveProperty('note')
  expect((await heldLoans()).map(({ id }) => id)).not.toContain(params.loanId)
  await trialBalance(servicing)
})
