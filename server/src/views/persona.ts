import { type OutputOf, type profilesApi, reasonShown } from '@puhui/api'
import { PROVINCES } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import { sql } from 'kysely'
import { customerById } from '../modules/customers/index.ts'
import {
  BASES,
  CATEGORIES,
  ELEMENTS,
  type FactScalar,
  factById,
  GROUPS,
  type KnownFact,
  type ProfileFact,
  profileFacts,
  readChanges,
  readFacts,
  readHeads,
  SOURCES,
} from '../modules/profiles/index.ts'
import { readMemberships } from '../modules/segments/index.ts'
import type { ReadContext } from '../platform/context.ts'

type Persona = OutputOf<typeof profilesApi.getPersona>
type PersonaFact = Persona['groups'][number]['facts'][number]

const UNKNOWN: Localized = { zh: '未知', en: 'unknown' }
const ELEMENT_LABELS: Readonly<Record<keyof typeof ELEMENTS, Localized>> = {
  age: { zh: '年龄', en: 'Age' },
  gender: { zh: '性别', en: 'Gender' },
  occupation: { zh: '职业', en: 'Occupation' },
  income: { zh: '收入水平', en: 'Income' },
  education: { zh: '学历', en: 'Education' },
  consumption: { zh: '消费习惯', en: 'Consumption habits' },
  credit: { zh: '信用状况', en: 'Credit status' },
}

/** The whole persona of a customer: each fact with its source, time, confidence and basis, and what is unknown. */
export async function personaOf(ctx: ReadContext, customerId: string): Promise<Persona> {
  await customerById(ctx, customerId)
  const head = (await readHeads(ctx.db, [customerId])).get(customerId)
  const facts = (await readFacts(ctx.db, [customerId])).get(customerId) ?? new Map<string, KnownFact>()
  const memberships = await readMemberships(ctx.db, customerId)
  return {
    customerId,
    isPersonalised: head?.isPersonalised ?? true,
    isDeleted: head?.deletedAt != null,
    version: head?.version ?? 0,
    computedAt: head?.computedAt ?? null,
    elements: Object.entries(ELEMENTS).map(([id, ids]) => ({
      id,
      label: ELEMENT_LABELS[id as keyof typeof ELEMENTS],
      isKnown: ids.some((each) => facts.has(each)),
      facts: [...ids],
    })),
    groups: groupsShown(facts),
    segments: memberships.map(({ id, name, purpose, entered_at }) => ({ id, name, purpose, enteredAt: entered_at })),
  }
}

/** Facts by chapter; the draw of the holdout is nobody's trait and is left out. */
export function groupsShown(facts: ReadonlyMap<string, KnownFact>): Persona['groups'] {
  return Object.entries(GROUPS).map(([id, label]) => ({
    id,
    label,
    facts: profileFacts
      .filter((fact) => fact.group === id && fact.id !== 'holdoutBucket')
      .map((fact) => factShown(fact, facts.get(fact.id))),
  }))
}

function factShown(fact: ProfileFact, known: KnownFact | undefined): PersonaFact {
  return {
    id: fact.id,
    label: fact.label,
    group: fact.group,
    value: known?.value ?? null,
    shown: known ? valueShown(fact.id, known.value) : UNKNOWN,
    source: known ? (SOURCES[known.source] ?? { zh: known.source, en: known.source }) : null,
    at: known?.at ?? null,
    confidencePpm: known?.confidencePpm ?? null,
    basis: known ? BASES[known.basis] : null,
    isCorrectable: fact.isCorrectable ?? false,
    options: (fact.values ?? []).map(({ value, label }) => ({ value, label })),
  }
}

/** A value of a fact in words, with its unit. */
export function valueShown(factId: string, value: FactScalar | null): Localized {
  const fact = factById.get(factId)
  if (value === null || !fact) return UNKNOWN
  if (fact.type === 'enum')
    return fact.values?.find((each) => each.value === value)?.label ?? { zh: String(value), en: String(value) }
  if (fact.type === 'boolean') return value === true ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }
  const text = fact.type === 'money' ? formatYuan(BigInt(value as string)) : String(value)
  return { zh: `${text}${fact.unit ? ` ${fact.unit.zh}` : ''}`, en: `${text}${fact.unit ? ` ${fact.unit.en}` : ''}` }
}

/** What changed in a persona, newest first. */
export async function personaHistory(
  ctx: ReadContext,
  customerId: string,
): Promise<OutputOf<typeof profilesApi.personaHistory>> {
  await customerById(ctx, customerId)
  const rows = await readChanges(ctx.db, customerId)
  return {
    changes: rows
      .filter(({ fact_id }) => fact_id !== 'holdoutBucket')
      .map((row) => ({
        version: row.version,
        factId: row.fact_id,
        label: factById.get(row.fact_id)?.label ?? { zh: row.fact_id, en: row.fact_id },
        before: row.before === null ? null : valueShown(row.fact_id, row.before),
        after: row.after === null ? null : valueShown(row.fact_id, row.after),
        source: SOURCES[row.source] ?? { zh: row.source, en: row.source },
        reason: reasonShown(row.reason, ctx.locale),
        at: row.changed_at,
      })),
  }
}

type Summary = OutputOf<typeof profilesApi.transactionSummary>

const CHANNEL_LABELS = new Map(factById.get('paymentChannel')!.values!.map(({ value, label }) => [value, label]))
const CATEGORY_LABELS = new Map(CATEGORIES.map(({ value, label }) => [value, label]))

/** What a customer's transactions say: on what, how, where and when. */
export async function transactionSummary(ctx: ReadContext, customerId: string): Promise<Summary> {
  await customerById(ctx, customerId)
  const groups = async (column: 'category' | 'channel' | 'region_code' | 'month') => {
    const by = column === 'month' ? sql`to_char(occurred_on, 'YYYY-MM')` : sql.ref(column)
    const { rows } = await sql<{ id: string; count: number; amount: bigint }>`
      select ${by} as id, count(*)::int as count, sum(amount_fen)::bigint as amount from customer_transaction
      where customer_id = ${customerId} and direction = 'out' and ${by} is not null group by 1 order by 3 desc, 1`.execute(
      ctx.db,
    )
    return rows
  }
  const [categories, channels, regions, months] = [
    await groups('category'),
    await groups('channel'),
    await groups('region_code'),
    await groups('month'),
  ]
  const source = await sql<{ source: string }>`
    select i.source from customer_transaction t join transaction_import i on i.id = t.import_id
    where t.customer_id = ${customerId} order by t.occurred_on desc limit 1`.execute(ctx.db)
  const spent = categories.reduce((sum, { amount }) => sum + amount, 0n)
  const paid = channels.reduce((sum, { count }) => sum + count, 0)
  return {
    count: months.reduce((sum, { count }) => sum + count, 0),
    source: source.rows[0]?.source ?? null,
    categories: categories.map(({ id, count, amount }) => ({
      id,
      label: CATEGORY_LABELS.get(id) ?? { zh: id, en: id },
      count,
      amountFen: String(amount),
      sharePpm: spent === 0n ? 0 : Number((amount * 1_000_000n) / spent),
    })),
    channels: channels
      .sort((a, b) => b.count - a.count)
      .map(({ id, count }) => ({
        id,
        label: CHANNEL_LABELS.get(id) ?? { zh: id, en: id },
        count,
        sharePpm: Math.round((count * 1_000_000) / Math.max(1, paid)),
      })),
    regions: regions.map(({ id, count, amount }) => ({
      code: id,
      label: PROVINCES.get(id.slice(0, 2)) ?? null,
      count,
      amountFen: String(amount),
    })),
    months: months
      .map(({ id, count, amount }) => ({ month: id, count, amountFen: String(amount) }))
      .sort((a, b) => (a.month < b.month ? -1 : 1)),
  }
}
