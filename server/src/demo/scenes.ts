import type { Day } from '@puhui/calendar'
import { assert } from '@puhui/kernel'
import { encodeTerms, type SceneCode } from '@puhui/product'
import { sql } from 'kysely'
import { type Spending, simulatedAccountFeed } from '../adapters/account-feed/simulated.ts'
import { mandateRuleFor, signMandate } from '../flows/mandate.ts'
import { makeRedesign } from '../flows/redesign-product.ts'
import { handleFundAlert, trackFunds } from '../flows/track-funds.ts'
import { decideMerchant, proposeMerchant } from '../modules/merchants/index.ts'
import { decideVersion, saveDraft, submitVersion, versionInForce } from '../modules/products/index.ts'
import { staffActor, systemActor } from '../platform/actor.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'

type Staff = ReadonlyMap<string, string>

const MERCHANTS: readonly (readonly [code: string, name: string, licence: string, scenes: readonly SceneCode[]])[] = [
  ['M-TOUR-01', '湖畔旅行社', '91330106MA27XY1A21', ['tourism']],
  ['M-HOME-01', '安居装饰工程公司', '91330106MA28BC3D4T', ['homeDecoration']],
  ['M-EDU-01', '明德职业培训学校', '52330106MJ8765432T', ['education', 'onlineEducation']],
  ['M-MED-01', '瑞康口腔门诊部', '91330106MA2GH5J6KP', ['medical']],
  ['M-ELEC-01', '万家电器商场', '91330106MA2LM8N9PW', ['appliances', 'shopping']],
]

/** A product for scenes with its merchants, one of whom waits for the second person; what became of the money; a what-if. */
export async function leaveScenes(platform: OpenPlatform, staff: Staff, today: Day): Promise<void> {
  const product = staffActor(staff.get('wang.product')!, ['products.edit'])
  const risk = staffActor(staff.get('wu.risk')!, ['products.approve', 'loans.fundUse'])
  const ids = await write(platform, { actor: product }, async (ctx) => {
    const made: string[] = []
    for (const [at, [code, name, licenceNo, scenes]] of MERCHANTS.entries()) {
      const accountNo = `12020212199000123${String(40 + at)}`
      made.push(await proposeMerchant(ctx, { code, name, licenceNo, scenes, bankName: '工商银行杭州分行', accountNo }))
    }
    return made
  })
  await write(platform, { actor: risk }, async (ctx) => {
    for (const id of ids.slice(0, -1)) await decideMerchant(ctx, id, { verdict: 'approve', note: '证照与账户已核对' })
  })
  await sceneProduct(platform, { product, risk }, today)
  await watchMoney(platform, risk)
  await askRedesign(platform, product, today)
}

type Actor = ReturnType<typeof staffActor>

async function sceneProduct(
  platform: OpenPlatform,
  { product, risk }: { readonly product: Actor; readonly risk: Actor },
  today: Day,
): Promise<void> {
  const versionId = await write(platform, { actor: product }, async (ctx) => {
    const known = await versionInForce(ctx, 'XFFQ', today)
    assert(known, 'the demo lender offers the instalment loan', { today })
    const scenes = [
      ...(['tourism', 'homeDecoration', 'education', 'onlineEducation'] as const).map((scene) => ({
        scene,
        payee: 'merchant' as const,
      })),
      { scene: 'medical', payee: 'borrower' } as const,
    ]
    const terms = {
      ...known.terms,
      code: 'ZSFQ',
      name: { zh: '专项场景分期', en: 'Scene instalment' },
      purpose: {
        zh: '旅游、家装、教育、医疗分期；除医疗外直接支付给商户。',
        en: 'Tourism, home decoration, education and medical care; paid to the merchant except for medical care.',
      },
      scenes,
    }
    const id = await saveDraft(ctx, { kind: 'instalment', terms: encodeTerms(terms) })
    await submitVersion(ctx, id, { effectiveOn: today, note: '专项场景分期首版' })
    return id
  })
  await write(platform, { actor: risk }, (ctx) =>
    decideVersion(ctx, versionId, { verdict: 'approve', note: '额度与收款商户已核对' }),
  )
}

const FORBIDDEN = ['securities', 'property', 'otherLender'] as const

/** Every eighth borrower does what the contract forbids, so that the queue is never empty, however small the lender. */
function spendingByTurns(): () => Spending {
  let asked = 0
  return () => {
    asked += 1
    if (asked % 8 !== 1) return asked % 4 === 0 ? 'mixed' : 'declared'
    return FORBIDDEN[Math.floor(asked / 8) % FORBIDDEN.length]!
  }
}

async function watchMoney(platform: OpenPlatform, risk: Actor): Promise<void> {
  await trackFunds(platform, { actor: systemActor('demo') }, simulatedAccountFeed(spendingByTurns()))
  const open = await platform.db
    .selectFrom('fund_alert')
    .select('id')
    .where('status', '=', 'open')
    .orderBy('id')
    .limit(2)
    .execute()
  await write(platform, { actor: risk }, async (ctx) => {
    const answers = [
      { status: 'proofAsked', reason: '流向与声明用途不符，请提供凭证' },
      { status: 'explained', reason: '客户提供转账凭证，系亲属账户同名' },
    ] as const
    for (const [at, { id }] of open.entries()) await handleFundAlert(ctx, id, answers[at]!)
  })
}

async function askRedesign(platform: OpenPlatform, product: Actor, today: Day): Promise<void> {
  await write(platform, { actor: product }, async (ctx) => {
    const version = await versionInForce(ctx, 'XJD', today)
    assert(version, 'the demo lender offers the cash loan', { today })
    const change = { perCustomerFen: 8_000_000n, amountMaxFen: 5_000_000n, debtToIncomeMaxPpm: 450_000n }
    await makeRedesign(ctx, version.productId, { change, reason: '大额借款逾期偏高，测算收紧额度' })
  })
}

const SIGNERS = 12

/** A few borrowers sign a rule by which their repayments execute themselves. */
export async function signMandates(platform: OpenPlatform): Promise<void> {
  const { rows } = await sql<{ id: string; customer_id: string; next_due_fen: bigint }>`
    select l.id, l.customer_id, l.next_due_fen from loan l join customer c on c.id = l.customer_id
    where l.status = 'active' and l.next_due_on is not null and c.bank_card_masked is not null
    order by l.id limit ${SIGNERS}`.execute(platform.db)
  await write(platform, { actor: systemActor('demo') }, async (ctx) => {
    for (const { id, customer_id, next_due_fen } of rows) {
      const wish = { days: [0, 1, 3, 7], amount: 'all-due', maxFen: next_due_fen * 2n } as const
      await signMandate(ctx, customer_id, await mandateRuleFor(ctx, customer_id, id, wish))
    }
  })
}
