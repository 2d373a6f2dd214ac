import { type AnyOperation, operations } from '@puhui/api'
import type { LightMyRequestResponse } from 'fastify'
import type { Siege } from './siege.ts'

const PEOPLE = 8
const FIELDS = ['mobile', 'residentId', 'bankCard', 'name', 'address'] as const
/** Of what these show in the clear, the purpose is in the journal; or the person asks about himself. */
const MAY_TELL = new Set(['customers.unmask', 'underwriting.showPaper', 'demo.sms'])

/** What some customers keep behind masks, read by the one operation that shows it. */
export async function clearValues({ ask, borrowers }: Siege): Promise<string[]> {
  const unmask = operations.find(({ id }) => id === 'customers.unmask')!
  const values: string[] = []
  for (const { customerId } of borrowers.slice(0, PEOPLE)) {
    for (const field of FIELDS) {
      const body = { customerId, field, purpose: 'to know what must stay hidden' }
      const answer = await ask(unmask, { params: undefined, query: undefined, body })
      if (answer.statusCode === 200) values.push(answer.json<{ value: string }>().value)
    }
  }
  return values
}

/** Which values in the clear an answer to a member of staff tells; a refusal tells as little. */
export function leaksIn(operation: AnyOperation, { body }: LightMyRequestResponse, clear: readonly string[]): string[] {
  if (operation.permission === 'borrower' || MAY_TELL.has(operation.id)) return []
  return clear.filter((value) => body.includes(value)).map((value) => `${operation.id} tells ${value}`)
}
