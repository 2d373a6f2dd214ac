/**
 * The tables of the whole platform, as Kysely sees them.
 *
 * Each module adds its own in `modules/<module>/schema.ts`:
 *
 *     declare module '../../platform/database.ts' {
 *       interface Database {
 *         customer: CustomerTable
 *       }
 *     }
 *
 * How columns arrive: int8 → bigint, date → 'YYYY-MM-DD' (`Day`), timestamptz → `Instant` (ISO, UTC, milliseconds),
 * numeric → string, jsonb → value, bytea → Buffer. Write jsonb with `json(value)`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: modules add their tables by declaration merging
export interface Database {}
