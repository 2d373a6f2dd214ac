import { type Logger, pino } from 'pino'

/** What a log line may carry. Anything else is dropped, so that no personal data gets in by accident. */
export interface LogFields {
  readonly requestId?: string
  readonly operation?: string
  readonly status?: number
  readonly code?: string
  readonly milliseconds?: number
  readonly actorKind?: string
  readonly actorId?: string
  readonly job?: string
  readonly jobId?: string
  readonly count?: number
  readonly name?: string
  readonly address?: string
  readonly error?: unknown
}

/** The log: events with allow-listed fields. */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

const ALLOWED: readonly (keyof LogFields)[] = [
  'requestId',
  'operation',
  'status',
  'code',
  'milliseconds',
  'actorKind',
  'actorId',
  'job',
  'jobId',
  'count',
  'name',
  'address',
]

export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const logger: Logger = destination ? pino({ level, base: null }, destination) : pino({ level, base: null })
  return {
    info: (event, fields) => logger.info(allowed(fields), event),
    warn: (event, fields) => logger.warn(allowed(fields), event),
    error: (event, fields) => logger.error(allowed(fields), event),
  }
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }

function allowed(fields: LogFields = {}): Record<string, unknown> {
  const kept = Object.fromEntries(
    ALLOWED.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
  )
  return fields.error === undefined ? kept : { ...kept, error: errorFacts(fields.error) }
}

/** Of an error only what the program made: its kind, its SQL state, the stack without the message, which may quote data. */
function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { code, table, constraint } = error as { code?: unknown; table?: unknown; constraint?: unknown }
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  const message = code === undefined || error.message.startsWith('assertion failed') ? error.message : undefined
  return { kind: error.name, code, table, constraint, message: scrub(message), stack: frames.slice(0, 12).join('\n') }
}

/** Takes out what looks like an id number, a card or a telephone. */
function scrub(message: string | undefined): string | undefined {
  return message?.replace(/\d{7,}[\dXx]?/g, '…')
}
