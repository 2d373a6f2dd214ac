import { setTimeout as sleep } from 'node:timers/promises'
import { daysBetween } from '@puhui/calendar'
import pg from 'pg'
import { dayOf, type Instant } from './clock.ts'
import { fingerprintOf, readMigrations } from './migrate.ts'

/** The database of the platform, and the user that may copy and drop it on a server of our own. */
export interface CopyPlace {
  readonly superuser: pg.ClientConfig
  readonly database: string
  readonly owner: string
}

/** Kept as the comment on the copy. */
interface Note {
  /** Fingerprint of the migrations that made it. */
  readonly schema: string
  readonly keptAt: Instant
}

const AGE_DAYS_MAX = 30
const IN_USE = '55006'
const TRIES = 100

const copyOf = ({ database }: CopyPlace): string => `${database}_as_built`

/**
 * Keeps a copy of the database as it is now, so that a reset need not live through the demo lender's year again.
 *
 * Nobody may be connected to the database meanwhile. The note on the copy is written last: a copy without one was broken
 * off and counts as absent.
 */
export async function keepCopy(place: CopyPlace, now: Instant): Promise<void> {
  const note: Note = { schema: fingerprintOf(await readMigrations()), keptAt: now }
  await asSuperuser(place, async (client) => {
    await client.query(`drop database if exists ${name(copyOf(place))} with (force)`)
    await copyDatabase(client, { from: place.database, to: copyOf(place), owner: place.owner })
    await client.query(`comment on database ${name(copyOf(place))} is ${pg.escapeLiteral(JSON.stringify(note))}`)
  })
}

/** Puts the kept copy in the place of the database; false when there is none, or it is old or of another schema. */
export async function restoreCopy(place: CopyPlace, now: Instant): Promise<boolean> {
  const schema = fingerprintOf(await readMigrations())
  const isUsable = (note: Note) => note.schema === schema && daysBetween(dayOf(note.keptAt), dayOf(now)) <= AGE_DAYS_MAX
  return asSuperuser(place, async (client) => {
    const note = await readNote(client, place)
    if (note === null || !isUsable(note)) return false
    await client.query(`drop database if exists ${name(place.database)} with (force)`)
    await copyDatabase(client, { from: copyOf(place), to: place.database, owner: place.owner })
    return true
  })
}

export async function dropCopy(place: CopyPlace): Promise<void> {
  await asSuperuser(place, (client) => client.query(`drop database if exists ${name(copyOf(place))} with (force)`))
}

async function readNote(client: pg.Client, place: CopyPlace): Promise<Note | null> {
  const { rows } = await client.query<{ note: string | null }>(
    `select shobj_description(oid, 'pg_database') as note from pg_database where datname = $1`,
    [copyOf(place)],
  )
  const text = rows[0]?.note
  return text ? (JSON.parse(text) as Note) : null
}

/** The last connections of a pool that was just closed may take a moment to go. */
async function copyDatabase(client: pg.Client, copy: { from: string; to: string; owner: string }): Promise<void> {
  const statement = `create database ${name(copy.to)} template ${name(copy.from)} owner ${name(copy.owner)} strategy file_copy`
  for (let tried = 1; ; tried++) {
    const failure = await client.query(statement).then(
      () => null,
      (error: pg.DatabaseError) => error,
    )
    if (failure === null) return
    if (failure.code !== IN_USE || tried === TRIES) throw failure
    await sleep(50)
  }
}

async function asSuperuser<T>({ superuser }: CopyPlace, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const name = (text: string): string => pg.escapeIdentifier(text)
