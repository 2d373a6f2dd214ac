import { type AnyOperation, operations } from '@puhui/api'
import type { LightMyRequestResponse } from 'fastify'
import { systemActor } from '../../../server/src/platform/actor.ts'
import { startSession } from '../../../server/src/platform/auth/session.ts'
import { write } from '../../../server/src/platform/context.ts'
import { type Dice, fitting, type Names, type Part, schemaOf, type Whole } from './inputs.ts'
import { type Besieged, hire } from './lender.ts'
import { knownNames, namesOfBorrower } from './names.ts'
import { send } from './send.ts'

/** A lender, the names in it, and the people who ask: a member of staff of every role, and some borrowers. */
export interface Siege {
  readonly besieged: Besieged
  readonly names: Names
  readonly staff: string
  readonly borrowers: readonly Borrower[]
  cookieOf(kind: 'staff' | 'customer', subjectId: string): Promise<string>
  ask(
    operation: AnyOperation,
    input: Whole,
    headers?: Readonly<Record<string, string>>,
  ): Promise<LightMyRequestResponse>
}

export interface Borrower {
  readonly customerId: string
  readonly cookie: string
  /** What belongs to this one in place of what belongs to anybody. */
  readonly names: Names
}

export const PARTS: readonly Part[] = ['params', 'query', 'body']

export async function laySiege(besieged: Besieged): Promise<Siege> {
  const { platform, app } = besieged
  const names = await knownNames(besieged, allNames())
  const cookieOf = async (kind: 'staff' | 'customer', subjectId: string) => {
    const token = await write(platform, { actor: systemActor('test') }, (ctx) => startSession(ctx, { kind, subjectId }))
    return `puhui-${kind}=${token}`
  }
  const borrowers: Borrower[] = []
  const rows = await platform.db.selectFrom('loan').select('customer_id').distinct().limit(BORROWERS).execute()
  for (const { customer_id } of rows) {
    const own = await namesOfBorrower(besieged, names, customer_id)
    borrowers.push({ customerId: customer_id, cookie: await cookieOf('customer', customer_id), names: own })
  }
  const staff = await cookieOf('staff', await hire(besieged, 'attacker'))
  const ask: Siege['ask'] = (operation, input, headers = {}) => {
    const cookie = operation.permission === 'borrower' ? borrowers[0]!.cookie : staff
    return send(app, operation, input, { cookie, ...headers })
  }
  return { besieged, names, staff, borrowers, cookieOf, ask }
}

const BORROWERS = 8

/** Every name that some input gives a value. */
function allNames(): Set<string> {
  const names = new Set<string>()
  for (const operation of operations) {
    for (const part of PARTS) if (operation[part].type !== 'undefined') collect(schemaOf(operation[part]), names)
  }
  return names
}

function collect(schema: unknown, names: Set<string>): void {
  if (schema === null || typeof schema !== 'object') return
  const { properties } = schema as { properties?: Record<string, unknown> }
  for (const name of Object.keys(properties ?? {})) names.add(name)
  for (const inside of Object.values(schema)) collect(inside, names)
}

/** Who asks for an operation, and the names that are theirs; the last of the borrowers is the one who deletes their data. */
export function askerOf(
  { borrowers, staff, names }: Siege,
  { id, permission }: AnyOperation,
  dice: Dice,
): Pick<Borrower, 'cookie' | 'names'> {
  if (permission !== 'borrower') return { cookie: staff, names }
  return id === 'borrower.deleteData' ? borrowers.at(-1)! : dice.of(borrowers.slice(0, -1))
}

/** An input that fits, with the hash of the state that the preview of the same operation gives: so money moves. */
export async function fittingNow(
  siege: Siege,
  operation: AnyOperation,
  asker: Pick<Borrower, 'cookie' | 'names'>,
  dice: Dice,
): Promise<Whole> {
  const input = fitting(operation, asker.names, dice)
  const preview = operations.find(({ path }) => path === `${operation.path}/preview`)
  if (!preview || typeof input.body !== 'object') return input
  const { stateHash: _old, ...body } = input.body as Record<string, unknown>
  const answer = await siege.ask(preview, { ...input, body }, { cookie: asker.cookie })
  return answer.statusCode === 200
    ? { ...input, body: { ...body, stateHash: answer.json<{ stateHash?: string }>().stateHash } }
    : input
}
