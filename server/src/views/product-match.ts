import type { OutputOf, segmentsApi } from '@puhui/api'
import type { Condition } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import { sql } from 'kysely'
import { termsFrom } from '../modules/products/index.ts'
import { settingOf } from '../modules/profiles/index.ts'
import { ask, readCurrent, type Strategy, sentenceOf, treeOf } from '../modules/segments/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'
import { RefusalError } from '../platform/refusal-error.ts'

type Match = OutputOf<typeof segmentsApi.matchProduct>

interface Line {
  readonly condition: Condition
  readonly why: Localized
}

/**
 * Whom a product fits and why: conditions from its own terms and from the income level, then the segments whose strategy
 * names it, largest first.
 */
export async function productMatch(ctx: ReadContext, productCode: string): Promise<Match> {
  const lines = await conditionsOf(ctx, productCode)
  const condition: Condition = { kind: 'and', all: lines.map((line) => line.condition) }
  const counted = await ask(ctx, { kind: 'count', condition, steps: [] })
  const fitting = (await readCurrent(ctx.db)).filter(({ strategy }) => strategy?.productCode === productCode)
  const conditions = [condition, ...fitting.map(({ tree }) => tree)]
  const matrix = await ask(ctx, { kind: 'overlap', conditions })
  const ids = await ask(ctx, { kind: 'members', condition, limit: 20 })
  return {
    productCode,
    conditions: lines.map((line, at) => ({
      sentence: sentenceOf(line.condition),
      why: line.why,
      left: counted.lines[at]!.left,
    })),
    count: counted.count,
    segments: fitting
      .map(({ id, name, strategy }, at) => ({
        id,
        name,
        count: matrix[0]![at + 1]!,
        inSegment: matrix[at + 1]![at + 1]!,
        message: (strategy as Strategy).message,
      }))
      .sort((a, b) => b.count - a.count),
    customers: await named(ctx, ids, lines),
  }
}

async function named(ctx: ReadContext, ids: readonly string[], lines: readonly Line[]): Promise<Match['customers']> {
  const { rows } = await sql<{ id: string; name_masked: string | null }>`
    select id, name_masked from customer where id = any(${ids}) order by id`.execute(ctx.db)
  return rows.map(({ id, name_masked }) => ({
    customerId: id,
    name: name_masked ?? '—',
    why: lines.map(({ why }) => why),
  }))
}

/** The least income that carries the smallest loan of a product over its longest term, at a third of the income. */
async function conditionsOf(ctx: ReadContext, productCode: string): Promise<Line[]> {
  const on = await businessDate(ctx.db)
  const row = await ctx.db
    .selectFrom('product_version as v')
    .innerJoin('product as p', 'p.id', 'v.product_id')
    .select(['v.terms'])
    .where('p.code', '=', productCode)
    .where('v.status', '=', 'released')
    .where('v.effective_on', '<=', on)
    .orderBy('v.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new RefusalError({ code: 'products.not_found' })
  const { amountFen, termMonths } = termsFrom(row.terms)
  const longest = Math.max(...termMonths)
  const leastFen = (amountFen.min * 3n) / BigInt(longest) + 1n
  const { incomeCutsFen } = await settingOf(ctx)
  const leastYuan = Number(leastFen / 100n) + 1
  return [
    {
      condition: treeOf(`income >= ${leastYuan}`),
      why: {
        zh: `月收入足以承担最小额 ${formatYuan(amountFen.min)} 元的月供`,
        en: `The income carries the smallest loan of ${formatYuan(amountFen.min)} yuan`,
      },
    },
    {
      condition: treeOf('incomeLevel in ("low", "middle", "high")'),
      why: {
        zh: `收入层级已知（分界 ${incomeCutsFen.map((cut) => formatYuan(BigInt(cut))).join('、')} 元）`,
        en: 'The income level is known',
      },
    },
    {
      condition: treeOf('age >= 18 and not(occupation = "student")'),
      why: { zh: '已成年，且不是学生', en: 'Of age and not a student' },
    },
    { condition: treeOf('dpd = 0'), why: { zh: '没有逾期', en: 'Nothing past due' } },
    {
      condition: treeOf('not(riskTolerance = "conservative") or riskTolerance = null'),
      why: { zh: '风险承受能力不是保守型', en: 'The risk tolerance is not conservative' },
    },
  ]
}
