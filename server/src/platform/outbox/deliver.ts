import type { Selectable } from 'kysely'
import { later } from '../clock.ts'
import type { Platform } from '../context.ts'
import type { OutboxMessageTable } from '../schema.ts'
import type { Delivery, DeliveryOutcome, OutgoingMessage } from './delivery.ts'

const BATCH = 50
const ATTEMPTS_MAX = 8
/** While one process delivers, others leave the message alone; after this long it counts as never answered. */
const LEASE_MS = 60_000

/**
 * Delivers what is due, each message by its port. Returns how many it handled.
 *
 * A message is claimed by a conditional update before the port is called. If the process dies in between, nobody knows
 * whether it went out: it comes back with the same id, by which the other side can tell a repetition.
 */
export async function deliverDue(platform: Platform, deliveries: readonly Delivery[]): Promise<number> {
  const due = await claim(platform)
  for (const row of due) await deliverOne(platform, deliveries, row)
  return due.length
}

type Row = Selectable<OutboxMessageTable>

function claim({ db, clock }: Platform): Promise<Row[]> {
  const now = clock.now()
  return db
    .updateTable('outbox_message')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), next_attempt_at: later(now, LEASE_MS) }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('outbox_message')
        .select('id')
        .where('status', '=', 'queued')
        .where('next_attempt_at', '<=', now)
        .orderBy('next_attempt_at')
        .limit(BATCH)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
}

async function deliverOne(platform: Platform, deliveries: readonly Delivery[], row: Row): Promise<void> {
  const message = toMessage(platform, row)
  const port = portFor(deliveries, message)
  const outcome: DeliveryOutcome = port
    ? await port
        .deliver(message, platform.clock)
        .catch((error: unknown) => ({ outcome: 'unknown', error: (error as Error).message.slice(0, 300) }) as const)
    : { outcome: 'failed', error: 'no port for this kind of message', mayRetry: false }
  await keepOutcome(platform, row, outcome)
}

function portFor(deliveries: readonly Delivery[], message: OutgoingMessage): Delivery | undefined {
  const ofKind = deliveries.filter(({ kind }) => kind === message.kind)
  return (
    ofKind.find(({ template }) => template === message.template) ??
    ofKind.find(({ template }) => template === undefined)
  )
}

function toMessage({ keys }: Platform, row: Row): OutgoingMessage {
  const place = { table: 'outbox_message', column: 'recipient', id: row.id }
  return {
    id: row.id,
    kind: row.kind,
    template: row.template,
    customerId: row.customer_id,
    recipient: row.recipient === null ? null : keys.decrypt(place, row.recipient),
    subject: row.subject,
    body: row.body,
    payload: row.payload,
  }
}

async function keepOutcome({ db, clock }: Platform, row: Row, outcome: DeliveryOutcome): Promise<void> {
  const now = clock.now()
  await db
    .updateTable('outbox_message')
    .set(fieldsOf(row, outcome, now))
    .where('id', '=', row.id)
    .where('status', '=', 'queued')
    .execute()
}

function fieldsOf(row: Row, outcome: DeliveryOutcome, now: ReturnType<Platform['clock']['now']>) {
  if (outcome.outcome === 'sent') {
    return {
      status: 'sent' as const,
      sent_at: now,
      external_id: outcome.externalId ?? null,
      is_simulated: outcome.isSimulated ?? false,
      last_error: null,
      ...hiddenBody(row, outcome.isSimulated ?? false),
    }
  }
  if (outcome.outcome === 'unknown') return { status: 'unknown' as const, last_error: outcome.error }
  const isOver = !outcome.mayRetry || row.attempts >= ATTEMPTS_MAX
  const pause = 2 ** Math.min(row.attempts, 10) * 1_000
  return {
    status: isOver ? ('failed' as const) : ('queued' as const),
    last_error: outcome.error,
    next_attempt_at: later(now, pause),
  }
}

/** The twins of the outside world: they take everything and say that they are simulated. */
export const simulatedDeliveries: readonly Delivery[] = (['sms', 'email', 'bank', 'event'] as const).map((kind) => ({
  kind,
  deliver: async (message) => ({ outcome: 'sent', externalId: `sim-${message.id}`, isSimulated: true }),
}))

/** A one-time code that really went out has no business in the database any more. */
function hiddenBody(row: Row, isSimulated: boolean): { body?: string } {
  return !isSimulated && row.template.startsWith('auth.') ? { body: '***' } : {}
}
