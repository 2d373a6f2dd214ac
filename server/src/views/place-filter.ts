import { PROVINCES } from '@puhui/compliance'
import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** Which part of the country a report is about: a tier or the lower-tier market as a whole, a province, or both. */
export interface PlaceQuery {
  readonly area?: Area | undefined
  readonly province?: string | undefined
}

export type Area = 'lower' | 'upper' | 'tier1' | 'tier2' | 'tier3' | 'tier4' | 'county' | 'village'

/** Lower-tier market 下沉市场: cities of the third tier and below, county towns and villages. */
export const LOWER_TIERS = ['tier3', 'tier4', 'county', 'village'] as const

/** The tiers that an area stands for. */
export function tiersOf(area: Area): readonly string[] {
  if (area === 'lower') return LOWER_TIERS
  return area === 'upper' ? ['tier1', 'tier2'] : [area]
}

export function isNarrowed({ area, province }: PlaceQuery): boolean {
  return area !== undefined || province !== undefined
}

/**
 * The condition that a customer lives there, for any query that knows a customer's id. Whose place is not known is in
 * no area.
 *
 * @example sql`select count(*) from loan l where ${inPlace(query, sql.ref('l.customer_id'))}`
 */
export function inPlace(query: PlaceQuery, customerId: RawBuilder<unknown>): RawBuilder<SqlBool> {
  if (!isNarrowed(query)) return sql<SqlBool>`true`
  return sql<SqlBool>`${customerId} in (select lives.id from customer lives where ${livesIn(query, 'lives')})`
}

/** The same where the customer's own row is at hand under this name. */
export function livesIn({ area, province }: PlaceQuery, alias: string): RawBuilder<SqlBool> {
  const tier = sql.ref(`${alias}.city_tier`)
  const inArea = area === undefined ? sql`true` : sql`${tier} = any(${[...tiersOf(area)]})`
  const inProvince = province === undefined ? sql`true` : sql`${provinceOf(alias)} = ${province}`
  return sql<SqlBool>`(${inArea} and ${inProvince})`
}

const NAMES = sql.join([...PROVINCES].map(([code, name]) => sql`(${code}, ${name.zh})`))

/**
 * The province in which somebody lives: as their address begins, which may be far from where their identity card was
 * issued; the card's own where the address does not say.
 */
export function provinceOf(alias: string): RawBuilder<string | null> {
  const [place, issued] = [sql.ref(`${alias}.place`), sql.ref(`${alias}.province_code`)]
  return sql<string | null>`coalesce((select named.code from (values ${NAMES}) as named (code, name)
    where ${place} like named.name || '%' limit 1), ${issued})`
}
