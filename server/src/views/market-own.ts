import { PROVINCES, RULES } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import { sql } from 'kysely'
import type { DataSetId, MarketRecord, Source } from '../modules/market/index.ts'
import { publishedRates } from '../modules/products/index.ts'
import type { ReadContext } from '../platform/context.ts'
import type { Reader } from '../platform/db.ts'
import { provinceOf } from './place-filter.ts'

/** Figures that stand without a file: this lender's own, the rates that prices follow, the rules of law. */
type Standing = Omit<Source, 'rows'> & { readonly read: (ctx: ReadContext) => Promise<readonly MarketRecord[]> }

const ALWAYS = {
  retrievedOn: null,
  version: 1,
  isCurrent: true,
  loadedBy: null,
  loadedAt: null,
  fileName: null,
  sha256: null,
  claims: [],
} as const
const OWN_LICENCE = { zh: '本机构汇总数据，不含个人信息', en: 'Sums of this lender, no personal data' }

const STANDING: readonly Standing[] = [
  {
    ...ALWAYS,
    id: 'own-spending',
    dataSet: 'spending',
    name: { zh: '本机构客户交易流水汇总', en: "Sums of this lender's customers' transactions" },
    kind: 'own',
    licence: OWN_LICENCE,
    read: (ctx) => ownSpending(ctx.db),
  },
  {
    ...ALWAYS,
    id: 'own-credit',
    dataSet: 'credit',
    name: { zh: '本机构申请、审批、放款与还款汇总', en: "Sums of this lender's applications and loans" },
    kind: 'own',
    licence: OWN_LICENCE,
    read: (ctx) => ownCredit(ctx.db),
  },
  {
    ...ALWAYS,
    id: 'benchmark-rates',
    dataSet: 'rates',
    name: { zh: '市场利率表（产品定价使用）', en: 'Table of market rates, as prices follow it' },
    kind: 'shipped',
    licence: { zh: '公开发布', en: 'Published openly' },
    read: (ctx) => benchmarkRates(ctx.db),
  },
  {
    ...ALWAYS,
    id: 'rule-pack',
    dataSet: 'policy',
    name: { zh: '法规规则库', en: 'Rule pack' },
    kind: 'shipped',
    licence: { zh: '法规为公开文件，要点为自行撰写', en: 'Public law, in our own words' },
    read: async () => rulePack(),
  },
]

/** The sources that stand without a file, with how many rows they give now. */
export async function standingSources(ctx: ReadContext, dataSet?: DataSetId): Promise<Source[]> {
  const asked = STANDING.filter((source) => dataSet === undefined || source.dataSet === dataSet)
  return Promise.all(
    asked.map(async ({ read, ...source }) => {
      const records = await read(ctx)
      return { ...source, rows: records.length }
    }),
  )
}

export async function standingRecords(ctx: ReadContext, id: string): Promise<readonly MarketRecord[] | null> {
  return (await STANDING.find((source) => source.id === id)?.read(ctx)) ?? null
}

/** A group of fewer people than this is left out: a sum over a few tells of persons. */
const PEOPLE_MIN = 5

async function ownSpending(reader: Reader): Promise<readonly MarketRecord[]> {
  const { rows } = await sql<{ month: string; category: string; fen: bigint; people: number }>`
    select to_char(occurred_on, 'YYYY-MM') as month, coalesce(category, 'other') as category,
        sum(amount_fen)::bigint as fen, count(distinct customer_id)::int as people
      from customer_transaction where direction = 'out' group by 1, 2
      having count(distinct customer_id) >= ${PEOPLE_MIN} order by 1, 2`.execute(reader)
  return rows.map(({ month, category, fen, people }) => {
    return { month, category, amount: String(fen), people: String(people) }
  })
}

interface CreditRow {
  readonly month: string
  readonly province: string | null
  readonly applications: number
  readonly approvals: number
  readonly disbursed: bigint
  readonly repaid: bigint
}

async function ownCredit(reader: Reader): Promise<readonly MarketRecord[]> {
  const { rows } = await sql<CreditRow>`
    select month, province, sum(applications)::int as applications, sum(approvals)::int as approvals,
        sum(disbursed)::bigint as disbursed, sum(repaid)::bigint as repaid
      from (
        select to_char(a.created_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, ${provinceOf('c')} as province,
            count(*) as applications, count(*) filter (where a.outcome = 'approve') as approvals,
            0::numeric as disbursed, 0::numeric as repaid
          from application a join customer c on c.id = a.customer_id where a.status <> 'draft' group by 1, 2
        union all
        select to_char(l.disbursed_on, 'YYYY-MM'), ${provinceOf('c')}, 0, 0, sum(l.principal_fen), 0
          from loan l join customer c on c.id = l.customer_id where l.disbursed_on is not null group by 1, 2
        union all
        select to_char(k.booked_on, 'YYYY-MM'), ${provinceOf('c')}, 0, 0, 0,
            sum(p.amount_fen * sign(k.debit_fen - k.credit_fen))
          from ledger_line k join ledger_entry e on e.id = k.entry_id join entry_proof p on p.entry_id = e.id
          join loan l on l.id = p.loan_id join customer c on c.id = l.customer_id
          where k.account = '1002' and e.kind <> 'disbursed' group by 1, 2
      ) as parts group by 1, 2 order by 1, 2`.execute(reader)
  return rows.map((row) => ({
    month: row.month,
    ...(row.province === null ? {} : { province: row.province }),
    applications: String(row.applications),
    approvals: String(row.approvals),
    disbursed: String(row.disbursed),
    repaid: String(row.repaid),
  }))
}

async function benchmarkRates(reader: Reader): Promise<readonly MarketRecord[]> {
  const rates = await publishedRates(reader)
  return rates.toReversed().map(({ publishedOn, benchmark, ratePpm }) => {
    return { publishedOn, benchmark, rate: String(ratePpm) }
  })
}

function rulePack(): readonly MarketRecord[] {
  return Object.values(RULES)
    .map(({ id, title, instrument, effectiveFrom }) => {
      return {
        publishedOn: effectiveFrom,
        title: `${id} ${title.zh}`,
        issuer: instrument.zh,
        effectiveOn: effectiveFrom,
      }
    })
    .toSorted((a, b) => (a.publishedOn < b.publishedOn ? -1 : 1))
}

/** Names and issuers of the rules in both languages, by the Chinese text that stands in their rows. */
export function ruleNames(): (readonly [string, Localized])[] {
  return Object.values(RULES).flatMap(({ id, title, instrument }) => [
    [`${id} ${title.zh}`, { zh: `${id} ${title.zh}`, en: `${id} ${title.en}` }] as const,
    [instrument.zh, instrument] as const,
  ])
}

/** The name of a province by its code. */
export function provinceName(code: string | null) {
  return (code === null ? undefined : PROVINCES.get(code)) ?? { zh: '未知', en: 'Unknown' }
}
