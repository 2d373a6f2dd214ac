import type { Clock } from '../clock.ts'

/** A message on its way out of the database. */
export interface OutgoingMessage {
  readonly id: string
  readonly kind: 'sms' | 'email' | 'bank' | 'event'
  readonly template: string
  readonly customerId: string | null
  /** In the clear, for the port alone. */
  readonly recipient: string | null
  readonly subject: string | null
  readonly body: string
  readonly payload: Readonly<Record<string, unknown>>
}

/**
 * How a delivery ended. `unknown` is neither: the other side may or may not have it, and nobody sends again before
 * someone has found out.
 */
export type DeliveryOutcome =
  | { readonly outcome: 'sent'; readonly externalId?: string; readonly isSimulated?: boolean }
  | { readonly outcome: 'failed'; readonly error: string; readonly mayRetry: boolean }
  | { readonly outcome: 'unknown'; readonly error: string }

/** A port to the outside for one kind of message (or one template of it). The message's id is its idempotency key. */
export interface Delivery {
  readonly kind: OutgoingMessage['kind']
  readonly template?: string
  deliver(message: OutgoingMessage, clock: Clock): Promise<DeliveryOutcome>
}
