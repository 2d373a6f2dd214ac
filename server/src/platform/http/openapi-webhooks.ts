import { type EventField, eventFields, eventTypes } from '@puhui/events'

const SCHEMAS = {
  id: { type: 'string' },
  text: { type: 'string' },
  fen: { type: 'string', pattern: '^-?\\d{1,18}$' },
  count: { type: 'integer' },
  day: { type: 'string', format: 'date' },
} as const

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
})

/** What the platform sends, one entry per type of event: signed by the Standard Webhooks specification. */
export function webhooksOf(): Record<string, unknown> {
  return Object.fromEntries(Object.entries(eventTypes).map(([type, about]) => [type, { post: entryOf(type, about) }]))
}

function entryOf(type: string, { label, fields }: (typeof eventTypes)[keyof typeof eventTypes]) {
  return {
    operationId: `webhook.${type}`,
    tags: ['webhooks'],
    summary: `${label.zh} ${label.en}`,
    parameters: [
      header('webhook-id', 'The message; the same in every attempt and replay: handle each once'),
      header(
        'webhook-timestamp',
        'Second of the attempt since 1970, in real time; refuse what is older than five minutes',
      ),
      header(
        'webhook-signature',
        'v1, and base64 of HMAC-SHA256 over id.timestamp.body; several while a secret changes',
      ),
    ],
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(type, fields) } } },
    responses: { '2XX': { description: 'Taken' }, '410': { description: 'Gone: nothing more is sent' } },
  }
}

function schemaOf(type: string, fields: readonly EventField[]) {
  const properties = Object.fromEntries(
    fields.map((field) => {
      const { kind, label } = eventFields[field]
      return [field, { ...SCHEMAS[kind], description: `${label.zh} ${label.en}` }]
    }),
  )
  return {
    type: 'object',
    required: ['type', 'timestamp', 'data'],
    properties: {
      type: { const: type },
      timestamp: { type: 'string', format: 'date-time' },
      data: { type: 'object', properties },
    },
  }
}
