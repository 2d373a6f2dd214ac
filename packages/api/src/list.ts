import type { Localized } from '@puhui/kernel'
import { z } from 'zod'
import { day, fen } from './values.ts'

/** How a column's value is shown and exported. `masked` values arrive masked from the server; `action` is the journal's. */
export type ColumnType =
  | 'text'
  | 'localized'
  | 'money'
  | 'rate'
  | 'day'
  | 'instant'
  | 'count'
  | 'status'
  | 'id'
  | 'masked'
  | 'flag'
  | 'dpd'
  | 'action'

export interface ColumnSpec {
  readonly type: ColumnType
  readonly label: Localized
  readonly sortable?: boolean
  /** For `status`: which set of labels names the values (see labels.ts). */
  readonly labels?: string
  readonly hiddenAtFirst?: boolean
}

export type ListColumns<Row> = { readonly [K in keyof Row]?: ColumnSpec }

export type FilterSpec =
  | { readonly kind: 'enum'; readonly label: Localized; readonly values: readonly string[]; readonly labels: string }
  | { readonly kind: 'dayRange'; readonly label: Localized }
  | { readonly kind: 'fenRange'; readonly label: Localized }
  | { readonly kind: 'countRange'; readonly label: Localized }
  | { readonly kind: 'flag'; readonly label: Localized }
  | { readonly kind: 'text'; readonly label: Localized }

export interface ListSpec {
  readonly columns: Readonly<Record<string, ColumnSpec | undefined>>
  readonly filters: Readonly<Record<string, FilterSpec>>
  /** `field:asc` or `field:desc`. */
  readonly defaultSort: string
}

type FilterValues<F> = {
  [K in keyof F & string as F[K] extends { kind: 'enum' } ? K : never]?: string[] | undefined
} & {
  [K in keyof F & string as F[K] extends { kind: 'text' } ? K : never]?: string | undefined
} & {
  [K in keyof F & string as F[K] extends { kind: 'flag' } ? K : never]?: boolean | undefined
} & {
  [K in keyof F & string as F[K] extends { kind: 'dayRange' | 'fenRange' } ? `${K}From` | `${K}To` : never]?:
    | string
    | undefined
} & {
  [K in keyof F & string as F[K] extends { kind: 'countRange' } ? `${K}From` | `${K}To` : never]?: number | undefined
}

export type ListQuery<F = Readonly<Record<string, FilterSpec>>> = {
  /** Free text over the list's own search fields. */
  q?: string | undefined
  sort: string
  page: number
  pageSize: number
  /** `capped` counts to 1,000 and says so; `exact` counts all. */
  count: 'capped' | 'exact'
} & FilterValues<F>

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const count = z.coerce.number().int().min(0)

/** The query of a list, from its filters: `status=a,b`, `dueOnFrom=2026-01-01`, `sort=dueOn:desc`, `page=2`. */
export function listQuery<F extends Readonly<Record<string, FilterSpec>>>(
  filters: F,
  columns: Readonly<Record<string, ColumnSpec | undefined>>,
  defaultSort: string,
): z.ZodType<ListQuery<F>> {
  const sorts = Object.entries(columns).flatMap(([key, spec]) => (spec?.sortable ? [`${key}:asc`, `${key}:desc`] : []))
  const shape: Record<string, z.ZodType> = {
    q: z.string().trim().max(100).optional(),
    sort: z.enum([defaultSort, ...sorts]).default(defaultSort),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(200).default(20),
    count: z.enum(['capped', 'exact']).default('capped'),
  }
  for (const [name, filter] of Object.entries(filters)) Object.assign(shape, filterShape(name, filter))
  return z.strictObject(shape) as unknown as z.ZodType<ListQuery<F>>
}

function filterShape(name: string, filter: FilterSpec): Record<string, z.ZodType> {
  switch (filter.kind) {
    case 'enum':
      return { [name]: severalOf(filter.values).optional() }
    case 'text':
      return { [name]: z.string().trim().max(100).optional() }
    case 'flag':
      return { [name]: flag.optional() }
    case 'dayRange':
      return { [`${name}From`]: day.optional(), [`${name}To`]: day.optional() }
    case 'fenRange':
      return { [`${name}From`]: fen.optional(), [`${name}To`]: fen.optional() }
    case 'countRange':
      return { [`${name}From`]: count.optional(), [`${name}To`]: count.optional() }
  }
}

function severalOf(values: readonly string[]): z.ZodType<string[]> {
  const one = z.enum(values as [string, ...string[]])
  return z.union([
    z.array(one),
    z.string().transform((text, context) => {
      const parts = text.split(',').filter((part) => part !== '')
      for (const part of parts) {
        if (!values.includes(part)) context.addIssue({ code: 'invalid_value', values: [...values], input: part })
      }
      return parts
    }),
  ]) as unknown as z.ZodType<string[]>
}

/** One page of a list. `total` stops at 1,000 when `totalIsCapped`. */
export function listAnswer<R extends z.ZodType>(row: R) {
  return z.object({
    rows: z.array(row),
    total: z.number().int(),
    totalIsCapped: z.boolean(),
    page: z.number().int(),
    pageSize: z.number().int(),
  })
}
