import { systemApi } from '@puhui/api'
import { sql } from 'kysely'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ledgerModule } from '../../server/src/modules/ledger/index.ts'
import { systemActor } from '../../server/src/platform/actor.ts'
import { createUser } from '../../server/src/platform/auth/users.ts'
import { write } from '../../server/src/platform/context.ts'
import { sealJournal } from '../../server/src/platform/journal/seal.ts'
import { platformModule } from '../../server/src/platform/routes/index.ts'
import { lendingModule } from '../../server/src/routes/lending.ts'
import { borrow } from './lending-world.ts'
import { openLender, type World } from './origination-world.ts'

const PASSWORD = 'a long phrase that nobody else has'
let world: World

beforeAll(async () => {
  world = await openLender({}, [platformModule([]), ledgerModule, lendingModule()])
})
afterAll(() => world.platform.drop())

test('SEC-06 a member of staff signs in with password and second factor, and the session ends when idle', async () => {
  const { platform, app: http } = world
  await write(platform, { actor: systemActor('setup') }, (ctx) =>
    createUser(ctx, { login: 'grace', name: 'Grace', password: PASSWORD, roles: ['auditor'] }),
  )
  const signIn = (body: object) => http.nobody.inject({ method: 'POST', url: '/api/session', payload: body })
  const first = await signIn({ login: 'grace', password: PASSWORD })
  const cookie = cookieOf(first.headers['set-cookie'])
  const enrolled = await http.nobody.inject({ method: 'POST', url: '/api/session/totp', headers: { cookie } })
  const { secret } = enrolled.json<{ secret: string }>()
  const epoch = Math.floor(Date.now() / 1000)
  const confirmed = { code: generateSync({ secret, epoch: epoch - 30 }) }
  await http.nobody.inject({
    method: 'POST',
    url: '/api/session/totp/confirm',
    payload: confirmed,
    headers: { cookie },
  })
  expect((await signIn({ login: 'grace', password: PASSWORD })).json()).toMatchObject({ code: 'auth.totp_needed' })
  const second = await signIn({ login: 'grace', password: PASSWORD, totp: generateSync({ secret, epoch }) })
  expect(second.statusCode).toBe(200)

  const own = { cookie: cookieOf(second.headers['set-cookie']) }
  const users = () => http.nobody.inject({ method: 'GET', url: '/api/users', headers: own })
  expect((await users()).statusCode).toBe(200)
  await sql`update session set seen_at = now() - interval '31 minutes'`.execute(platform.owner)
  expect((await users()).json()).toMatchObject({ code: 'auth.session_expired' })
})

test('TEC-05 OPS-07 anyone can verify that no line about a loan was changed, and a change by hand is found', async () => {
  const { platform, app: http } = world
  const { loanId } = await borrow(world)
  await sealJournal(platform)
  const auditor = await http.as('auditor')
  expect(await auditor.call(systemApi.verifyJournal, {})).toMatchObject({ isIntact: true, findings: [] })
  await sql`update journal set after = '{"principalFen": "1"}' where object_id = ${loanId}`.execute(platform.owner)
  const found = await auditor.call(systemApi.verifyJournal, {})
  expect(found.isIntact).toBe(false)
  expect(found.findings[0]).toMatchObject({ kind: 'altered' })
})

function cookieOf(header: string | string[] | undefined): string {
  return String(Array.isArray(header) ? header[0] : header).split(';')[0]!
}
