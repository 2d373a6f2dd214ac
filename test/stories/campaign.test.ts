import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { borrowerApi, campaignsApi, listsApi, type OutputOf, profilesApi, segmentsApi } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refreshProfiles } from '../../server/src/flows/refresh-profiles.ts'
import { continueCampaignsJob, sendCampaignJob } from '../../server/src/flows/send-campaign.ts'
import { campaignsModule } from '../../server/src/modules/campaigns/index.ts'
import { listsModule } from '../../server/src/modules/lists/index.ts'
import { profilesModule } from '../../server/src/modules/profiles/index.ts'
import { segmentsModule } from '../../server/src/modules/segments/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { at, later } from '../../server/src/platform/clock.ts'
import { write } from '../../server/src/platform/context.ts'
import { deliverDue } from '../../server/src/platform/outbox/deliver.ts'
import { runQueuedJobs, type TestCaller } from '../../server/src/platform/testing.ts'
import { campaignRoutes, marketingDeliveries } from '../../server/src/routes/campaigns.ts'
import { marketingModule } from '../../server/src/routes/marketing.ts'
import { consent, handIn, newBorrower, openLender, type World } from './origination-world.ts'

type Borrower = Awaited<ReturnType<typeof newBorrower>>
type Campaign = OutputOf<typeof campaignsApi.getCampaign>

const PEOPLE = 40
const JOBS = [sendCampaignJob, continueCampaignsJob] as never
const SENDER = { zh: '普惠消费金融（演示）', en: 'Puhui Consumer Finance (demo)' }
const BODY = {
  zh: `【${SENDER.zh}】家电焕新，可申请分期，年化利率（单利）不高于15.4%。拒收请回复R`,
  en: `${SENDER.en}: renew your appliances in instalments, annual rate (simple) up to 15.4%. Reply STOP to stop`,
}

let world: World
let marketing: TestCaller
let compliance: TestCaller
let segmentId: string
const people: Borrower[] = []

const draft = (more: object = {}) => ({
  name: { zh: '家电焕新', en: 'Appliances' },
  kind: 'credit-offer' as const,
  segmentId,
  productCode: 'XFFQ',
  channel: 'sms' as const,
  subject: null,
  body: BODY,
  offeredFen: '2000000',
  holdoutPpm: 200_000,
  budgetFen: '100000',
  unitCostFen: '8',
  goal: { measure: 'applied' as const, count: 5 },
  windowDays: 30,
  ...more,
})

/** A refusal's code and the codes of its problems with their places. */
async function refusalOf(call: Promise<unknown>) {
  const problem = await call.then(
    () => null,
    (error: { problem: { code: string; problems?: { pointer: string; code: string }[] } }) => error.problem,
  )
  return problem && [problem.code, ...(problem.problems ?? []).map(({ pointer, code }) => `${pointer} ${code}`)]
}

beforeAll(async () => {
  const modules = [listsModule, profilesModule, segmentsModule, marketingModule, campaignsModule, campaignRoutes]
  world = await openLender({}, modules)
  marketing = await world.app.as('marketing')
  compliance = await world.app.as('compliance')
  for (let no = 0; no < PEOPLE; no++) {
    const borrower = await newBorrower(world)
    await handIn(borrower, { incomeYuan: 9_000 + 100 * no })
    await consent(borrower, 'marketing')
    people.push(borrower)
  }
  await write(world.platform, { actor: systemActor('test') }, (ctx) => refreshProfiles(ctx, '首次计算'))
  const body = {
    code: 'adults',
    name: { zh: '成年客户', en: 'Adults' },
    kind: 'living' as const,
    purpose: 'segment' as const,
    text: 'age >= 18',
    strategy: null,
    reason: '测试',
  }
  segmentId = (await marketing.call(segmentsApi.saveSegment, { body })).id
})
afterAll(() => world.platform.drop())

async function approvedCampaign(code: string, more: object = {}): Promise<string> {
  const { id } = await marketing.call(campaignsApi.createCampaign, { body: { code, ...draft(more) } })
  await marketing.call(campaignsApi.submitCampaign, { params: { campaignId: id }, body: { version: 1 } })
  const body = { verdict: 'approve' as const, note: '同意' }
  await compliance.call(campaignsApi.decideCampaign, { params: { campaignId: id }, body })
  return id
}

async function started(code: string, more: object = {}): Promise<string> {
  const id = await approvedCampaign(code, more)
  await marketing.call(campaignsApi.startCampaign, { params: { campaignId: id } })
  await runQueuedJobs(world.platform, JOBS)
  return id
}

const file = (campaignId: string): Promise<Campaign> =>
  marketing.call(campaignsApi.getCampaign, { params: { campaignId } })
const memberOf = (campaignId: string, customerId: string) =>
  world.platform.db
    .selectFrom('campaign_member')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow()

describe('EFF-03 MKT-14 a campaign before it goes out', () => {
  test('it is not handed in without target and budget, nor with words that may not be used; all at once', async () => {
    const words = { zh: '零门槛贷款，秒到账，日息万五', en: 'Money for everyone' }
    const body = { code: 'careless', ...draft({ goal: null, budgetFen: null, body: words }) }
    const { id } = await marketing.call(campaignsApi.createCampaign, { body })
    const hand = marketing.call(campaignsApi.submitCampaign, { params: { campaignId: id }, body: { version: 1 } })
    expect(await refusalOf(hand)).toEqual([
      'campaigns.not_ready',
      '/goal campaigns.goal_missing',
      '/budgetFen campaigns.budget_missing',
      '/body/zh campaigns.content_refused',
      '/body/zh campaigns.content_refused',
      '/body/zh campaigns.sender_missing',
      '/body/zh campaigns.unsubscribe_missing',
      '/body/en campaigns.sender_missing',
      '/body/en campaigns.unsubscribe_missing',
    ])
    const start = marketing.call(campaignsApi.startCampaign, { params: { campaignId: id } })
    expect(await refusalOf(start)).toEqual(['campaigns.not_approved'])
  })

  test('who drafted it cannot approve it, and the database says so too', async () => {
    const { id } = await marketing.call(campaignsApi.createCampaign, { body: { code: 'two-people', ...draft() } })
    await marketing.call(campaignsApi.submitCampaign, { params: { campaignId: id }, body: { version: 1 } })
    const verdict = { params: { campaignId: id }, body: { verdict: 'approve' as const, note: '' } }
    expect(await refusalOf(marketing.call(campaignsApi.decideCampaign, verdict))).toEqual(['auth.forbidden'])
    const alone = sql`update campaign set status = 'approved', decided_by = submitted_by where id = ${id}`
    await expect(alone.execute(world.platform.db)).rejects.toThrow(/campaign_four_eyes/)
    await compliance.call(campaignsApi.decideCampaign, verdict)
    expect((await file(id)).status).toBe('approved')
  })

  test('two people editing: the second is told and loses nothing', async () => {
    const { id } = await marketing.call(campaignsApi.createCampaign, { body: { code: 'both', ...draft() } })
    const change = (version: number, windowDays: number) =>
      marketing.call(campaignsApi.changeCampaign, {
        params: { campaignId: id },
        body: { version, ...draft({ windowDays }) },
      })
    expect(await change(1, 10)).toEqual({ version: 2 })
    expect(await refusalOf(change(1, 20))).toEqual(['campaigns.changed_meanwhile'])
  })
})

describe('CMP-17 MKT-14 whom it reaches, asked at the moment of sending', () => {
  let id: string
  const [listed, silent, unpersonal, student, closed] = [0, 1, 2, 3, 4].map((no) => () => people[no]!)

  beforeAll(async () => {
    const [underwriter, risk] = [await world.app.as('underwriter'), await world.app.as('risk')]
    const body = {
      list: 'black' as const,
      kind: 'phone' as const,
      values: [await mobileOf(listed!())],
      reason: '冒名申请',
      expiresOn: '2027-11-22',
    }
    await underwriter.call(listsApi.proposeEntries, { body })
    const { rows } = await risk.call(listsApi.listEntries, { query: {} })
    const decision = { requestIds: [rows[0]!.requestId!], verdict: 'approved' as const, note: '' }
    await risk.call(listsApi.decideRequests, { body: decision })
    await student!().call(profilesApi.correctMyData, { params: { factId: 'occupation' }, body: { value: 'student' } })
    id = await approvedCampaign('spring-sms', { holdoutPpm: 0 })
    // Everything below happens between approval and sending: what holds is what is so when the message goes.
    await silent!().call(borrowerApi.withdrawConsent, { body: { purpose: 'marketing' } })
    await unpersonal!().call(profilesApi.setMyPersonalisation, { body: { isOn: false } })
    await closed!().call(campaignsApi.setMyChannel, { body: { channel: 'sms', isOpen: false } })
    await marketing.call(campaignsApi.startCampaign, { params: { campaignId: id } })
    await runQueuedJobs(world.platform, JOBS)
  })

  test('the listed, the unwilling, students and those who closed the channel are left out, each counted by reason', async () => {
    const refusals = await Promise.all(
      [listed!, silent!, student!, closed!].map(async (who) => (await memberOf(id, who().customerId)).refusal),
    )
    expect(refusals).toEqual(['contact.suppressed', 'contact.no_consent', 'contact.student', 'contact.channel_closed'])
    // Who switched personal offers off is in no segment from that moment on.
    await expect(memberOf(id, unpersonal!().customerId)).rejects.toThrow('no result')
    const { report } = await file(id)
    expect(report!.refusals.map((line) => [line.id, line.count])).toEqual([
      ['contact.suppressed', 1],
      ['contact.student', 1],
      ['contact.no_consent', 1],
      ['contact.channel_closed', 1],
    ])
    expect(report!.funnel.find(({ id: step }) => step === 'reached')!.count).toBe(PEOPLE - 5)
  })

  test('every message used up a permit of its own; without one the database refuses', async () => {
    const { db } = world.platform
    const sent = await db.selectFrom('outbox_message').selectAll().where('template', '=', 'campaigns.message').execute()
    expect(sent).toHaveLength(PEOPLE - 5)
    expect(new Set(sent.map((message) => message.permit_id)).size).toBe(PEOPLE - 5)
    const [one] = sent
    const again = (permit: string | null) =>
      sql`insert into outbox_message (id, kind, template, customer_id, recipient_masked, body, payload, created_at, next_attempt_at, permit_id)
        values ('msg_x', 'sms', 'campaigns.message', ${one!.customer_id}, '', 'x', '{}', ${world.platform.clock.now()}, now(), ${permit})`.execute(
        db,
      )
    await expect(again(null)).rejects.toThrow(/marketing_needs_permit/)
    await db
      .deleteFrom('outbox_message')
      .where('id', '=', 'none')
      .execute()
      .catch(() => {})
    await expect(again(one!.permit_id)).rejects.toThrow(/does not allow|outbox_message_permit_id_key/)
  })

  test('a permit that has run out delivers nothing', async () => {
    const port = marketingDeliveries(null).find(({ kind }) => kind === 'sms')!
    const message = {
      id: 'm',
      kind: 'sms',
      template: 'campaigns.message',
      customerId: 'c',
      recipient: '138',
      subject: null,
      body: 'x',
    } as const
    const now = world.platform.clock.now()
    const delivered = (permitExpiresAt: string) =>
      port.deliver({ ...message, payload: { permitExpiresAt } }, world.platform.clock)
    expect(await delivered(later(now, 1))).toMatchObject({ outcome: 'sent', isSimulated: true })
    expect(await delivered(now)).toMatchObject({ outcome: 'failed', mayRetry: false })
  })

  test('a third message in a week goes to nobody', async () => {
    await started('again', { holdoutPpm: 0 })
    const third = await started('once-more', { holdoutPpm: 0 })
    const { report } = await file(third)
    expect(report!.refusals.find((line) => line.id === 'contact.too_often')!.count).toBe(PEOPLE - 5)
  })

  test('in quiet hours nothing goes; in the morning it goes on by itself', async () => {
    const { clock } = world.platform
    clock.set(at('2027-01-20' as Day, '21:30'))
    const night = await started('night', { holdoutPpm: 0 })
    expect(await file(night)).toMatchObject({ status: 'sending', progress: { done: 0, isPaused: true } })
    expect((await file(night)).report!.funnel.find((step) => step.id === 'reached')!.count).toBe(0)
    clock.set(at('2027-01-21' as Day, '08:00'))
    await continueCampaignsJob.run({ platform: world.platform, ...jobContext() } as never, {} as never)
    expect(await file(night)).toMatchObject({ status: 'sent', progress: null })
    expect((await file(night)).report!.funnel.find((step) => step.id === 'reached')!.count).toBe(PEOPLE - 5)
  })

  test('the budget stops it', async () => {
    world.platform.clock.set(at('2027-03-01' as Day, '09:00'))
    const small = await approvedCampaign('small', { holdoutPpm: 0, budgetFen: '80', unitCostFen: '8' })
    await marketing.call(campaignsApi.startCampaign, { params: { campaignId: small } })
    // Two workers at once: they take turns at the campaign and cannot spend its budget twice.
    const worker = () =>
      sendCampaignJob.run({ platform: world.platform, ...jobContext() } as never, { campaignId: small })
    await Promise.all([worker(), worker()])
    expect((await file(small)).report).toMatchObject({ spentFen: '80' })
    const over = await world.platform.db
      .selectFrom('campaign_member')
      .select('customer_id')
      .where('campaign_id', '=', small)
      .where('status', '=', 'over-budget')
      .execute()
    expect(over).toHaveLength(PEOPLE - 5 - 10)
  })
})

function jobContext() {
  const actor = systemActor('campaigns.continue')
  return {
    jobId: 'job_test',
    actor,
    requestId: 'req_test',
    write: (work: never) => write(world.platform, { actor }, work),
    progress: async () => {},
  }
}

async function mobileOf({ customerId }: Borrower): Promise<string> {
  return `139${String(Number((await numberOf(customerId)).slice(3))).padStart(8, '0')}`
}

/** The code that went to an address; it went by e-mail. */
async function emailCode(customerId: string): Promise<string> {
  const { body } = await world.platform.db
    .selectFrom('outbox_message')
    .select('body')
    .where('template', '=', 'auth.confirm_email_code')
    .where('kind', '=', 'email')
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow()
  return /\d{6}/.exec(body)![0]
}

async function numberOf(customerId: string): Promise<string> {
  const { mobileOf: open } = await import('../../server/src/modules/customers/index.ts')
  return open(world.platform as never, customerId)
}

describe('EFF-10 MKT-16 CHN-12 what came of it', () => {
  let id: string

  beforeAll(async () => {
    world.platform.clock.set(at('2027-05-10' as Day, '10:00'))
    id = await started('may', { holdoutPpm: 300_000, windowDays: 30, unitCostFen: '50' })
    world.platform.clock.set(at('2027-05-12' as Day, '10:00'))
    const members = await world.platform.db
      .selectFrom('campaign_member')
      .selectAll()
      .where('campaign_id', '=', id)
      .where('is_eligible', '=', true)
      .orderBy('customer_id')
      .execute()
    const treated = members.filter(({ arm }) => arm === 'treated').slice(0, 9)
    const heldOut = members.filter(({ arm }) => arm === 'holdout').slice(0, 1)
    for (const { customer_id } of [...treated, ...heldOut]) {
      const who = people.find(({ customerId }) => customerId === customer_id)!
      await who.call(borrowerApi.submitApplication, { body: {} })
    }
  })

  test('the two groups are compared, with an interval and without a claim where it covers 0', async () => {
    const { report } = await file(id)
    const [contacted, heldOut] = ['treated', 'holdout'].map((arm) => report!.arms.find((each) => each.id === arm)!.n)
    expect(contacted! + heldOut!).toBe(PEOPLE - 5)
    expect(heldOut).toBeGreaterThan(5)
    expect(report!.sampleRatio!.isOff).toBe(false)
    const applied = report!.measures.find(({ measure }) => measure === 'applied')!
    expect(applied.treated.mean).toBeCloseTo(9 / contacted!, 12)
    expect(applied.control.mean).toBeCloseTo(1 / heldOut!, 12)
    const coversZero = applied.interval[0] <= 0 && applied.interval[1] >= 0
    expect(applied.claim).toBe(coversZero ? 'none' : 'higher')
    expect(report!.goalReached).toBe(9)
  })

  test('funnel, cost per approved customer, and the applications that followed', async () => {
    const { report } = await file(id)
    const count = (step: string) => report!.funnel.find((each) => each.id === step)!.count
    expect(count('applied')).toBe(9)
    expect(report!.spentFen).toBe(String(50 * count('reached')))
    const approved = count('approved')
    expect(approved).toBeGreaterThan(0)
    const cost = (50 * count('reached')) / approved
    expect(Number(report!.costPerApprovedFen)).toBe(Math.floor(cost + 0.5))
    const { rows } = await marketing.call(campaignsApi.campaignApplications, { params: { campaignId: id }, query: {} })
    expect(rows.filter(({ arm }) => arm === 'treated')).toHaveLength(9)
    expect(rows.filter(({ arm }) => arm === 'holdout')).toHaveLength(1)
  })

  test('channels are compared by month', async () => {
    const { rows } = await marketing.call(campaignsApi.channelEffect, {})
    const may = rows.find(({ month, channel }) => month === '2027-05' && channel === 'sms')!
    const { report } = await file(id)
    expect(may).toMatchObject({ applied: 9, borrowed: 0, bad: 0, badSharePpm: null, spentFen: report!.spentFen })
    expect(may.costPerApprovedFen).toBe(report!.costPerApprovedFen)
  })

  test('everybody can draw the arms again', async () => {
    const members = await world.platform.db
      .selectFrom('campaign_member')
      .select(['customer_id', 'arm'])
      .where('campaign_id', '=', id)
      .execute()
    const { rows } = await sql<{ customer_id: string; is_held: boolean }>`
      select customer_id, (('x' || left(encode(sha256(convert_to(${id} || '|' || customer_id, 'UTF8')), 'hex'), 13))::bit(52)::bigint
        % 1000000) < 300000 as is_held from campaign_member where campaign_id = ${id}`.execute(world.platform.db)
    const held = new Map(rows.map((row) => [row.customer_id, row.is_held]))
    expect(members.every(({ customer_id, arm }) => held.get(customer_id) === (arm === 'holdout'))).toBe(true)
  })
})

test('the branch gets its list on paper, with a permit a person and numbers masked', async () => {
  world.platform.clock.set(at('2027-07-01' as Day, '10:00'))
  const id = await started('visit', { channel: 'branch', holdoutPpm: 0 })
  const { rows } = await marketing.call(campaignsApi.campaignTasks, {
    params: { campaignId: id },
    query: { pageSize: 200 },
  })
  expect(rows.length).toBe((await file(id)).report!.funnel.find((step) => step.id === 'reached')!.count)
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.every(({ mobile }) => /^139\*{4}\d{4}$/.test(mobile))).toBe(true)
  const after = await world.platform.db.selectFrom('outbox_message').select('id').where('object_id', '=', id).execute()
  expect(after).toEqual([])
})

test('e-mail really goes out over the lender’s own server, to those who gave an address', async () => {
  const received: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      let text = ''
      stream.on('data', (piece) => (text += String(piece)))
      stream.on('end', () => {
        received.push(text)
        done()
      })
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.server.address() as { port: number }
  world.platform.clock.set(at('2027-09-01' as Day, '10:00'))
  const [one, , ...rest] = people.slice(10)
  const email = 'wang@example.com'
  const open = { channel: 'email' as const, isOpen: true, email }
  const unproved = one!.call(campaignsApi.setMyChannel, { body: open })
  expect(await refusalOf(unproved)).toEqual(['campaigns.email_not_confirmed'])
  await one!.call(campaignsApi.sendEmailCode, { body: { email } })
  const code = await emailCode(one!.customerId)
  const other = rest[1]!.call(campaignsApi.setMyChannel, { body: { ...open, code } })
  expect(await refusalOf(other)).toEqual(['auth.code_expired'])
  await one!.call(campaignsApi.setMyChannel, { body: { ...open, code } })
  const without = rest[0]!.call(campaignsApi.setMyChannel, { body: { channel: 'email', isOpen: true } })
  expect(await refusalOf(without)).toEqual(['campaigns.email_missing'])
  const subject = { zh: '家电焕新', en: 'Appliances' }
  const id = await started('mail', { channel: 'email', subject, holdoutPpm: 0 })
  const mail = { url: `smtp://127.0.0.1:${port}`, from: 'hello@lender.example' }
  while ((await deliverDue(world.platform, marketingDeliveries(mail))) > 0);
  await new Promise((closed) => server.close(() => closed(null)))
  expect(received).toHaveLength(2)
  for (const letter of received) expect(letter).toMatch(/^To: wang@example\.com/m)
  const sent = await world.platform.db.selectFrom('outbox_message').selectAll().where('object_id', '=', id).execute()
  expect(sent.filter(({ kind }) => kind === 'email')).toMatchObject([{ status: 'sent', is_simulated: false }])
})

const hillstrom = join(process.env.PUHUI_SHARED ?? resolve(import.meta.dirname, '../../../shared'), 'data')
const isThere = existsSync(join(hillstrom, 'hillstrom.csv.gz'))
if (!isThere) process.stderr.write(`Hillstrom's e-mail trial is not at ${hillstrom}; set PUHUI_SHARED to run it\n`)

// The trial's file is no part of the project: without it there is nothing to import, and the line above says so.
test.runIf(isThere)('a finished campaign from elsewhere is measured by the same report', async () => {
  const content = gunzipSync(readFileSync(join(hillstrom, 'hillstrom.csv.gz')))
  const reference = JSON.parse(readFileSync(join(hillstrom, 'hillstrom-reference.json'), 'utf8'))
  const fields = {
    code: 'hillstrom',
    nameZh: '邮件试验',
    nameEn: 'E-mail trial',
    armColumn: 'segment',
    control: 'No E-Mail',
    measures: 'visit, conversion, spend',
    beforeColumn: 'history',
  }
  const answer = await upload(fields, content)
  expect(answer).toMatchObject({ rows: 64_000 })
  const { report } = await file(String(answer.id))
  expect(report!.sampleRatio!.chiSquare).toBeCloseTo(reference.srm_chi2, 5)
  for (const [pair, arm] of [
    ['mens_vs_none', 'Mens E-Mail'],
    ['womens_vs_none', 'Womens E-Mail'],
  ] as const)
    for (const measure of ['visit', 'conversion', 'spend']) {
      const found = report!.measures.find((each) => each.arm === arm && each.measure === measure)!
      const told = reference.ate[pair][measure]
      expect([found.treated.n, found.control.n]).toEqual([told.n_t, told.n_c])
      expect(found.difference).toBeCloseTo(told.diff, 6)
      expect(found.standardError).toBeCloseTo(told.se, 6)
      expect(found.adjusted!.difference).toBeCloseTo(reference.cuped_history[pair][measure].diff, 6)
      expect(found.claim).toBe(told.ci95[0] <= 0 && told.ci95[1] >= 0 ? 'none' : 'higher')
    }
  expect(await upload({ ...fields, code: 'again-hillstrom' }, content)).toMatchObject({ code: 'campaigns.file_known' })
  const broken = Buffer.from('segment,visit\nNo E-Mail,0\nMail,many\nMail,\n')
  const refused = await upload({ ...fields, code: 'broken', measures: 'visit', beforeColumn: '' }, broken)
  expect(refused.problems.map((error: { pointer: string }) => error.pointer)).toEqual([
    '/rows/3/visit',
    '/rows/4/visit',
  ])
})

/** Hands a file in as a browser does. */
async function upload(fields: Record<string, string>, content: Buffer) {
  const edge = 'edge-of-the-file'
  const part = (name: string, text: string) =>
    `--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`
  const head = `${Object.entries(fields)
    .map(([name, text]) => part(name, text))
    .join(
      '',
    )}--${edge}\r\ncontent-disposition: form-data; name="file"; filename="trial.csv"\r\ncontent-type: text/csv\r\n\r\n`
  const answer = await marketing.inject({
    method: 'POST',
    url: '/api/campaigns/imports',
    headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${edge}--\r\n`)]),
  })
  return JSON.parse(answer.body)
}
