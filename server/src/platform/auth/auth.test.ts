import { sessionApi, systemApi } from '@puhui/api'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../actor.ts'
import { write } from '../context.ts'
import type { ServerModule } from '../module.ts'
import { platformModule } from '../routes/index.ts'
import { makePlatform, staffWith, type TestApp, type TestPlatform, testApp } from '../testing.ts'
import { askApproval, decideApproval } from './approval.ts'
import { sendCode, tryCode, useCode } from './code.ts'
import { limitCodes } from './code-limits.ts'
import { createUser, updateUser } from './users.ts'

const PASSWORD = 'correct horse battery staple'
const customers: ServerModule = {
  name: 'customers',
  borrowers: { findOrRegister: async () => 'cus_one', nameOf: async () => '张**', demoBorrower: async () => 'cus_one' },
}

let platform: TestPlatform
let http: TestApp

beforeAll(async () => {
  platform = await makePlatform()
  http = await testApp(platform, [platformModule([customers])])
  await write(platform, { actor: systemActor('setup') }, (ctx) =>
    createUser(ctx, { login: 'alice', name: 'Alice', password: PASSWORD, roles: ['risk'] }),
  )
})
afterAll(() => platform.drop())

const signIn = (login: string, password: string, totp?: string) =>
  http.nobody.inject({ method: 'POST', url: '/api/session', payload: { login, password, ...(totp ? { totp } : {}) } })
const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie']).split(';')[0]!

test('[SEC-06] the right password opens a session, sign-out ends it at once', async () => {
  const answer = await signIn('Alice', PASSWORD)
  expect(answer.json()).toMatchObject({ subject: 'staff', name: 'Alice', roles: ['risk'] })
  expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
  const cookie = cookieOf(answer)
  const get = () => http.nobody.inject({ method: 'GET', url: '/api/session', headers: { cookie } })
  expect((await get()).json()).toMatchObject({ subject: 'staff' })
  await http.nobody.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } })
  expect((await get()).json()).toMatchObject({ subject: 'nobody' })
})

test('[SEC-06] unknown user and wrong password give the same answer', async () => {
  const [unknown, wrong] = [await signIn('nobody-here', PASSWORD), await signIn('alice', 'wrong')]
  expect(unknown.statusCode).toBe(401)
  expect({ ...unknown.json(), requestId: '' }).toEqual({ ...wrong.json(), requestId: '' })
})

test('[SEC-06] the eleventh try in a quarter of an hour is refused even with the right password', async () => {
  await write(platform, { actor: systemActor('setup') }, (ctx) =>
    createUser(ctx, { login: 'bob', name: 'Bob', password: PASSWORD, roles: ['risk'] }),
  )
  const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('bob', 'wrong')))
  expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(10)
  expect((await signIn('bob', PASSWORD)).statusCode).toBe(429)
})

test('[SEC-06] a second factor, once confirmed, is asked for, and each code works once', async () => {
  const user = await write(platform, { actor: systemActor('setup') }, (ctx) =>
    createUser(ctx, { login: 'carol', name: 'Carol', password: PASSWORD, roles: ['auditor'] }),
  )
  const cookie = cookieOf(await signIn('carol', PASSWORD))
  const post = (url: string, payload: object) =>
    http.nobody.inject({ method: 'POST', url, payload, headers: { cookie } })
  const { secret } = (
    await http.nobody.inject({ method: 'POST', url: '/api/session/totp', headers: { cookie } })
  ).json()
  const epoch = Math.floor(Date.now() / 1000)
  const before = generateSync({ secret, epoch: epoch - 30 })
  expect((await post('/api/session/totp/confirm', { code: before })).json()).toEqual({ done: true })
  expect((await signIn('carol', PASSWORD)).json()).toMatchObject({ code: 'auth.totp_needed' })
  const code = generateSync({ secret, epoch })
  expect((await signIn('carol', PASSWORD, code)).json()).toMatchObject({ subject: 'staff', id: user.id })
  expect((await signIn('carol', PASSWORD, code)).json()).toMatchObject({ code: 'auth.wrong_code' })
})

test('[SEC-06] an open session takes no second factor away and finds none by trying', async () => {
  await write(platform, { actor: systemActor('setup') }, (ctx) =>
    createUser(ctx, { login: 'frank', name: 'Frank', password: PASSWORD, roles: ['auditor'] }),
  )
  const cookie = cookieOf(await signIn('frank', PASSWORD))
  const post = async (url: string, payload?: object) =>
    (
      await http.nobody.inject({
        method: 'POST',
        url,
        headers: { cookie },
        ...(payload === undefined ? {} : { payload }),
      })
    ).json()
  const { secret } = await post('/api/session/totp')
  const epoch = Math.floor(Date.now() / 1000)
  expect(await post('/api/session/totp/confirm', { code: generateSync({ secret, epoch }) })).toEqual({ done: true })
  await platform.owner.updateTable('session').set({ second_factor_at: null }).execute()

  expect(await post('/api/session/totp')).toMatchObject({ code: 'auth.second_factor_needed' })
  expect((await signIn('frank', PASSWORD)).json()).toMatchObject({ code: 'auth.totp_needed' })
  const right = generateSync({ secret, epoch: epoch + 30 })
  const wrong = right === '000000' ? '000001' : '000000'
  const tries = await Promise.all(Array.from({ length: 12 }, () => post('/api/session/step-up', { code: wrong })))
  expect(tries.filter(({ code }) => code === 'auth.too_many_attempts').length).toBeGreaterThanOrEqual(3)
  expect(await post('/api/session/step-up', { code: right })).toMatchObject({ code: 'auth.too_many_attempts' })
})

test('[SEC-02] a call without the permission says which is missing and who holds it', async () => {
  const underwriter = await http.as('underwriter')
  const answer = await underwriter.inject({ method: 'GET', url: '/api/users?lang=en' })
  expect(answer.statusCode).toBe(403)
  expect(answer.json()).toMatchObject({
    code: 'auth.forbidden',
    title: 'Missing permission: See users and roles',
    help: 'Roles that hold it: Auditor, Administrator',
  })
  expect((await http.nobody.inject({ method: 'GET', url: '/api/users' })).statusCode).toBe(401)
})

test('[SEC-02] a change of roles ends the sessions and nobody changes their own', async () => {
  const admin = await http.as('administrator')
  const user = await admin.call(systemApi.createUser, {
    body: { login: 'dave', name: 'Dave', password: PASSWORD, roles: ['servicing'] },
  })
  const cookie = cookieOf(await signIn('dave', PASSWORD))
  await admin.call(systemApi.updateUser, {
    params: { userId: user.id },
    body: { name: 'Dave', roles: ['collector'], status: 'active' },
  })
  expect((await http.nobody.inject({ method: 'GET', url: '/api/session', headers: { cookie } })).json()).toMatchObject({
    subject: 'nobody',
  })
  const self = write(platform, { actor: { ...staffWith('users.manage'), id: user.id } }, (ctx) =>
    updateUser(ctx, user.id, { name: 'Dave', roles: ['administrator'], status: 'active' }),
  )
  await expect(self).rejects.toMatchObject({ refusal: { code: 'users.cannot_change_self' } })
})

test('[SEC-06] a password everyone uses is refused', async () => {
  const admin = await http.as('administrator')
  const weak = admin.call(systemApi.createUser, {
    body: { login: 'erin', name: 'Erin', password: 'Password1234567890', roles: ['risk'] },
  })
  await expect(weak).rejects.toMatchObject({ problem: { code: 'users.weak_password' } })
})

test('[SEC-06] a borrower signs in with a code that works once and is kept nowhere in the clear but the message', async () => {
  const mobile = '13800000001'
  await http.nobody.call(sessionApi.sendOtp, { body: { mobile } })
  const { messages } = await http.nobody.call(sessionApi.demoSms, { query: { mobile } })
  const code = /\d{6}/.exec(messages[0]!.text)![0]
  const verify = () => http.nobody.inject({ method: 'POST', url: '/api/borrower/session', payload: { mobile, code } })
  const answers = await Promise.all([verify(), verify(), verify()])
  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
  expect(answers.find(({ statusCode }) => statusCode === 200)!.json()).toMatchObject({
    subject: 'customer',
    id: 'cus_one',
    name: '张**',
  })
})

test('[SEC-06] five wrong codes end a code; sending again has to wait', async () => {
  const mobile = '13800000002'
  const scope = { purpose: 'sign_contract', mobile, boundTo: 'con_1' } as const
  await limitCodes({ platform }, { mobile, purpose: 'sign_in' })
  await write(platform, { actor: systemActor('t') }, (ctx) =>
    sendCode(ctx, { ...scope, text: (code) => `code ${code}` }),
  )
  await expect(limitCodes({ platform }, { mobile, purpose: 'sign_in' })).rejects.toMatchObject({
    refusal: { code: 'auth.too_many_codes' },
  })
  const message = await platform.db
    .selectFrom('outbox_message')
    .select('body')
    .where('template', '=', 'auth.sign_contract_code')
    .executeTakeFirstOrThrow()
  const right = message.body.slice(-6)
  const wrong = right === '000000' ? '000001' : '000000'
  const tries = await Promise.allSettled(Array.from({ length: 9 }, () => tryCode({ platform }, scope, wrong)))
  const codes = tries.map((result) => (result as PromiseRejectedResult).reason.refusal.code)
  expect(codes.filter((code) => code === 'auth.wrong_code')).toHaveLength(5)
  await expect(tryCode({ platform }, scope, right)).rejects.toMatchObject({
    refusal: { code: 'auth.too_many_attempts' },
  })
})

test('[SEC-06] a code for one contract does not sign another', async () => {
  const mobile = '13800000003'
  await write(platform, { actor: systemActor('t') }, (ctx) =>
    sendCode(ctx, { purpose: 'sign_contract', mobile, boundTo: 'con_1', text: (code) => code }),
  )
  const message = await platform.db
    .selectFrom('outbox_message')
    .select('body')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const elsewhere = tryCode({ platform }, { purpose: 'sign_contract', mobile, boundTo: 'con_2' }, message.body)
  await expect(elsewhere).rejects.toMatchObject({ refusal: { code: 'auth.code_expired' } })
  const proof = await tryCode({ platform }, { purpose: 'sign_contract', mobile, boundTo: 'con_1' }, message.body)
  await write(platform, { actor: systemActor('t') }, (ctx) => useCode(ctx, proof))
})

test('[SEC-02] who made a request cannot approve it, in the program and in the database', async () => {
  const [maker, checker] = [staffWith('products.edit'), { ...staffWith('products.approve'), id: 'usr_checker' }]
  const request = { kind: 'products.release', objectKind: 'product', objectId: 'p1', payload: { b: 1, a: 2n } } as const
  const id = await write(platform, { actor: maker }, (ctx) => askApproval(ctx, request))
  const decide = (actor: typeof maker, payload: unknown) =>
    write(platform, { actor }, (ctx) => decideApproval(ctx, { ...request, payload, isApproved: true }))
  await expect(decide(maker, request.payload)).rejects.toMatchObject({
    refusal: { code: 'approvals.maker_cannot_check' },
  })
  const bySql = platform.owner
    .updateTable('approval')
    .set({ approver_id: maker.id, status: 'approved' })
    .where('id', '=', id)
    .execute()
  await expect(bySql).rejects.toMatchObject({ code: '23514' })
  expect(await decide(checker, { a: 3n, b: 1 })).toBeNull()
  expect(await decide(checker, { a: 2n, b: 1 })).toMatchObject({ id, status: 'approved', approver_id: 'usr_checker' })
})

test('[SEC-02] two approvers at once: one decides', async () => {
  const request = { kind: 'products.release', objectKind: 'product', objectId: 'p2', payload: {} } as const
  await write(platform, { actor: staffWith() }, (ctx) => askApproval(ctx, request))
  const decisions = await Promise.all(
    Array.from({ length: 8 }, (_, no) =>
      write(platform, { actor: { ...staffWith(), id: `usr_${no}` } }, (ctx) =>
        decideApproval(ctx, { ...request, isApproved: true }),
      ),
    ),
  )
  expect(decisions.filter((decision) => decision !== null)).toHaveLength(1)
})
