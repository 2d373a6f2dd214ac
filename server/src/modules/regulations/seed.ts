import type { Day } from '@puhui/calendar'
import { type LenderKind, RULES, type RuleFacts, type RuleId, SOURCES } from '@puhui/compliance'
import type { Localized } from '@puhui/kernel'
import { sql } from 'kysely'
import type { WriteContext } from '../../platform/context.ts'
import { json } from '../../platform/db.ts'
import { job } from '../../platform/jobs/job.ts'
import { record } from '../../platform/journal/record.ts'
import { lenderProfile } from '../../platform/settings.ts'

/** Who speaks in which series of documents; the first that the instrument names. */
const ISSUERS: readonly (readonly [RegExp, Localized])[] = [
  [
    /金规|金发|国家金融监督管理总局/,
    { zh: '国家金融监督管理总局', en: 'National Financial Regulatory Administration' },
  ],
  [/银保监|银监会|商业银行|联合贷/, { zh: '原银保监会', en: 'former CBIRC' }],
  [/财金/, { zh: '财政部', en: 'Ministry of Finance' }],
  [/人民银行|银发|人行令|JR\/T|征信业务/, { zh: '中国人民银行', en: "People's Bank of China" }],
  [/最高法|法发|法释/, { zh: '最高人民法院', en: "Supreme People's Court" }],
  [/民法典|个人信息保护法|广告法/, { zh: '全国人民代表大会', en: "National People's Congress" }],
  [/国务院|条例/, { zh: '国务院', en: 'State Council' }],
  [/同业拆借/, { zh: '全国银行间同业拆借中心', en: 'National Interbank Funding Center' }],
]
const OTHER: Localized = { zh: '见文号', en: 'See the reference' }

export function idOfRule(rule: RuleId): string {
  return `rgl_${rule}`
}

/**
 * Enters the rules of law that the platform ships and that bind this kind of lender. Those that are there stay as they
 * are, so a later version of the platform only adds.
 *
 * @returns how many were new
 */
export async function seedRegister(ctx: WriteContext): Promise<number> {
  const { kind } = await lenderProfile(ctx)
  const at = ctx.clock.now()
  const rows = lawsOf(kind).map((rule) => ({
    id: idOfRule(rule.id as RuleId),
    number: rule.id,
    origin: 'law' as const,
    title: json(rule.title),
    issuer: json(issuerOf(rule)),
    reference: json(rule.instrument),
    address: rule.sources[0] ? SOURCES[rule.sources[0]].address : null,
    body: json(rule.text),
    published_on: null,
    effective_on: rule.effectiveFrom as Day,
    effective_to: rule.effectiveTo,
    state: 'planned' as const,
    old_contracts: 'kept' as const,
    rules: [rule.id],
    owner_id: null,
    superseded_by: null,
    created_by: 'platform',
    created_at: at,
    changed_at: at,
  }))
  const { numInsertedOrUpdatedRows = 0n } = await ctx.tx
    .insertInto('regulation')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  const count = Number(numInsertedOrUpdatedRows)
  if (count > 0) {
    await record(ctx, {
      action: 'regulations.register_seeded',
      objectKind: 'lender',
      objectId: 'lender',
      after: { rules: count },
    })
  }
  return count
}

/** Rules that came with a newer version of the platform enter the register by themselves. */
export const keepRegisterJob = job({
  name: 'regulations.keep_register',
  title: { zh: '更新政策台账', en: 'Keep the register of rules' },
  cron: '40 4 * * *',
  isSilent: true,
  run: async (ctx) => {
    const { rows } = await sql<{ founded: boolean }>`
      select exists (select 1 from regulation) as founded`.execute(ctx.platform.db)
    if (rows[0]!.founded) await ctx.write((open) => seedRegister(open))
  },
})

function lawsOf(kind: LenderKind): RuleFacts[] {
  return Object.values(RULES as Readonly<Record<RuleId, RuleFacts>>).filter((rule) => rule.lenderKinds.includes(kind))
}

function issuerOf({ instrument }: RuleFacts): Localized {
  return ISSUERS.find(([series]) => series.test(instrument.zh))?.[1] ?? OTHER
}
