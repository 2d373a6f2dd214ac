import { labelOf, systemActorLabel } from '@puhui/api'
import { sql } from 'kysely'
import type { ReadContext } from './context.ts'

type Asking = Pick<ReadContext, 'db' | 'locale'>

/**
 * The names of those who did something: a member of staff by name, a customer and a part of the platform by what they
 * are, in the reader's language.
 */
export async function actorNames(
  { db, locale }: Asking,
  ids: readonly (string | null)[],
): Promise<(id: string) => string> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  const people = await db
    .selectFrom('staff_user')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`any(${asked})`)
    .execute()
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return (id) =>
    names.get(id) ?? (id.startsWith('cus_') ? labelOf('actorKind', 'customer') : systemActorLabel(id))[locale]
}

export async function actorName(ctx: Asking, id: string): Promise<string> {
  return (await actorNames(ctx, [id]))(id)
}
