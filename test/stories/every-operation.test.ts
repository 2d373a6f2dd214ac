import { type AnyOperation, operations, type Permission, type Role, roles } from '@puhui/api'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { LogFields } from '../../server/src/platform/log.ts'
import { hostileInput } from './attack/hostile.ts'
import { diceOf, fitting, type Whole, withAt } from './attack/inputs.ts'
import { hire, openBesieged } from './attack/lender.ts'
import { everyQueryOf } from './attack/list-queries.ts'
import { idsOfBorrowers } from './attack/names.ts'
import { faultsOf } from './attack/problems.ts'
import { clearValues, leaksIn } from './attack/secrets.ts'
import { askerOf, fittingNow, laySiege, type Siege } from './attack/siege.ts'

/** Tries for each operation; thousands of them find more than is bearable at every change. */
const TRIES = Number(process.env.PUHUI_ATTACKS ?? 3)
const SEED = Number(process.env.PUHUI_ATTACK_SEED ?? 1)
/** They end the demo, or the session of whoever attacks. */
const LAST = new Set(['demo.reset', 'demo.remove', 'session.signOut'])
const attacked = operations.filter(({ id, takes }) => !LAST.has(id) && takes !== 'upload')

let siege: Siege
/** Names, numbers, cards and addresses of some customers, as they were before anybody attacked. */
let clear: readonly string[]

vi.setConfig({ testTimeout: 60_000 + TRIES * 60_000 })

beforeAll(async () => {
  siege = await laySiege(await openBesieged())
  clear = await clearValues(siege)
})
afterAll(() => siege.besieged.platform.drop())

/** What no operation knows: whoever may call it is told so, and nothing happens. */
const NONSENSE: Whole = { params: undefined, query: { nonsense: '1' }, body: { nonsense: 1 } }

test('SEC-02 OPS-08 every operation answers only those whom its declaration names', async () => {
  const { besieged, borrowers, cookieOf, ask, staff } = siege
  const cookies = new Map<string, string>()
  for (const role of roles) cookies.set(role.id, await cookieOf('staff', await hire(besieged, role.id, [role.id])))
  const status = async (operation: AnyOperation, cookie: string) =>
    (await ask(operation, NONSENSE, { cookie })).statusCode
  const wrong: string[] = []
  for (const operation of operations) {
    const { id, permission } = operation
    if (permission === 'public') continue
    const other = permission === 'borrower' ? staff : borrowers[0]!.cookie
    if ((await status(operation, '')) !== 401) wrong.push(`${id} answers nobody in particular`)
    if ((await status(operation, other)) !== 401) wrong.push(`${id} answers the other kind of person`)
    if (permission === 'borrower') continue
    for (const role of asked(operation)) {
      const may = permission === 'signedIn' || role.permissions.includes(permission)
      const got = await status(operation, cookies.get(role.id)!)
      if (may === [401, 403].includes(got)) wrong.push(`${id} answers ${role.id} with ${got}`)
    }
  }
  expect(wrong).toEqual([])
})

/** All roles when there is time; else one that may and two that may not, others for each operation. */
function asked({ id, permission }: AnyOperation): readonly Role[] {
  if (TRIES > 10) return roles
  const dice = diceOf(id.length * 7 + SEED)
  const may = roles.filter((role) => role.permissions.includes(permission as Permission))
  const mayNot = roles.filter((role) => !may.includes(role))
  return [
    ...(may.length === 0 ? [] : [dice.of(may)]),
    ...(mayNot.length === 0 ? [] : [dice.of(mayNot), dice.of(mayNot)]),
  ]
}

test(`OPS-13 SEC-01 no input breaks an operation, and no answer tells personal data in the clear (seed ${SEED})`, async () => {
  const { besieged, ask } = siege
  const dice = diceOf(SEED)
  const wrong: string[] = []
  for (const operation of attacked) {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const asker = askerOf(siege, operation, dice)
      const fits = await fittingNow(siege, operation, asker, dice)
      const { input, what } = attempt === 0 ? { input: fits, what: 'what fits' } : hostileInput(fits, dice)
      const locale = dice.of(['zh', 'en'] as const)
      const answer = await ask(operation, input, { cookie: asker.cookie, 'accept-language': locale })
      wrong.push(...faultsOf(operation, answer, locale).map((fault) => `${fault} to ${what}`))
      wrong.push(...leaksIn(operation, answer, clear))
    }
  }
  expect(besieged.broken.map(breakage)).toEqual([])
  expect(wrong).toEqual([])
  expect(await journalTells()).toEqual([])
})

test(`OPS-13 PRD-17 no product and no policy with something hostile in it breaks what reads it (seed ${SEED})`, async () => {
  const { besieged, ask } = siege
  const dice = diceOf(SEED)
  const wrong: string[] = []
  const documents = ['products.saveDraft', 'products.checkCost', 'policies.saveDraft']
  for (const operation of operations.filter(({ id }) => documents.includes(id))) {
    const asker = askerOf(siege, operation, dice)
    for (let attempt = 0; attempt < TRIES * 10; attempt++) {
      const { input, what } = hostileInput(fitting(operation, asker.names, dice), dice)
      wrong.push(...faultsOf(operation, await ask(operation, input), 'zh').map((fault) => `${fault} to ${what}`))
    }
  }
  expect(besieged.broken.map(breakage)).toEqual([])
  expect(wrong).toEqual([])
})

/** Which operation broke, of what and where in our own files. */
function breakage({ operation, error }: LogFields): string {
  const frames = String((error as Error).stack).split('\n')
  const own = frames.filter((line) => /(server|packages)\/[^:]*:/.test(line) && !line.includes('node_modules'))
  return `${operation}: ${error} ${own
    .slice(0, 3)
    .map((line) => line.trim())
    .join(' ')}`
}

async function journalTells(): Promise<string[]> {
  const { rows } = await sql<{ action: string; line: string }>`
    select action, concat(before::text, after::text, reason) as line from journal`.execute(
    siege.besieged.platform.owner,
  )
  return rows.filter(({ line }) => clear.some((value) => line.includes(value))).map(({ action }) => action)
}

test('SEC-01 every list sorts by each column and filters by each filter that it declares, and its file is masked as it is', async () => {
  const { names, ask } = siege
  const wrong: string[] = []
  for (const operation of operations) {
    if (!operation.list) continue
    const { params } = fitting(operation, names, diceOf(SEED))
    for (const query of everyQueryOf(operation.list)) {
      const { statusCode, body } = await ask(operation, { params, query, body: undefined })
      if (statusCode >= 500 || statusCode === 422) wrong.push(`${operation.id} ${JSON.stringify(query)} ${body}`)
    }
    const file = { ...operation, path: `${operation.path}.csv` }
    const answer = await ask(file, { params, query: {}, body: undefined })
    if (answer.statusCode === 200 && !String(answer.headers['content-type']).startsWith('text/csv'))
      wrong.push(`${operation.id}.csv is none`)
    wrong.push(...leaksIn(file, answer, clear))
    for (const columns of ['constructor', '__proto__', ['a', 'b'], 'nope']) {
      const refused = await ask(file, { params, query: { columns }, body: undefined })
      if (![404, 422].includes(refused.statusCode)) wrong.push(`${operation.id}.csv takes the columns ${columns}`)
    }
  }
  expect(wrong).toEqual([])
})

test('SEC-02 whatever id a borrower gives, what belongs to another is answered as if it did not exist', async () => {
  const { besieged, names, ask, borrowers } = siege
  const wrong: string[] = []
  let tried = 0
  for (const operation of operations.filter(({ permission }) => permission === 'borrower')) {
    for (const name of operation.path.match(/(?<=:)\w+/g) ?? []) {
      const input = fitting(operation, names, diceOf(SEED))
      for (const { id, owner } of await idsOfBorrowers(besieged, name)) {
        const { cookie } = borrowers.find(({ customerId }) => customerId !== owner)!
        const as = async (given: string) => {
          const answer = await ask(operation, withAt(input, ['params', name], given) as Whole, { cookie })
          return answer.statusCode < 400 ? 'an answer' : answer.json<{ code: string }>().code
        }
        const [got, unknown] = [await as(id), await as(`${id.slice(0, 4)}0000000000000000000000`)]
        if ([got, unknown].includes('auth.too_many_codes')) continue
        if (got !== unknown || got === 'an answer')
          wrong.push(`${operation.id}: ${got}, of an unknown ${name}: ${unknown}`)
        tried += 1
      }
    }
  }
  expect(wrong).toEqual([])
  expect(tried).toBeGreaterThan(40)
})

test('OPS-01 what is keyed is done once per key: without one refused, again the same answer, with other content refused', async () => {
  const { names, ask } = siege
  const dice = diceOf(SEED)
  const wrong: string[] = []
  const once = new Set<string>()
  for (const operation of attacked.filter(({ idempotency }) => idempotency === 'key')) {
    const asker = askerOf(siege, operation, dice)
    const asking = (input: Whole, key: string) =>
      ask(operation, input, { cookie: asker.cookie, 'idempotency-key': key })
    const keyless = await asking(fitting(operation, names, dice), '')
    const { code } = keyless.json<{ code: string }>()
    // Some of what came before ends the sessions of a borrower.
    if (code === 'auth.session_expired') continue
    if (code !== 'idempotency.key_missing') wrong.push(`${operation.id} needs no key`)
    for (let attempt = 0; attempt < TRIES && !once.has(operation.id); attempt++) {
      const input = await fittingNow(siege, operation, asker, dice)
      const key = `${operation.id}-${attempt}`
      const both = await Promise.all([asking(input, key), asking(input, key)])
      const [first, second] = both.map(({ statusCode, body }) => ({ statusCode, body }))
      if (both.some(({ statusCode }) => statusCode >= 500))
        wrong.push(`${operation.id} breaks when asked twice at once`)
      if (first!.statusCode !== 200 || second!.statusCode !== 200) continue
      once.add(operation.id)
      if (first!.body !== second!.body) wrong.push(`${operation.id} answers one key in two ways`)
      const another = await asking(otherThan(operation, input, dice), key)
      if (another.statusCode < 400) wrong.push(`${operation.id} takes a key for other content`)
    }
  }
  expect(wrong).toEqual([])
  expect(once.size).toBeGreaterThan(5)
})

/** Another input of the same operation; where it takes no body, its first parameter is another. */
function otherThan(operation: AnyOperation, input: Whole, dice: ReturnType<typeof diceOf>): Whole {
  for (;;) {
    const other = fitting(operation, siege.names, dice)
    if (JSON.stringify(other) !== JSON.stringify(input)) return other
  }
}
