import { readFile } from 'node:fs/promises'
import { addDays, type Day } from '@puhui/calendar'
import { residentIdCheckDigit } from '@puhui/compliance'
import { assert } from '@puhui/kernel'
import { encodeTerms } from '@puhui/product'
import { uploadImport } from '../flows/import-applicants.ts'
import { startCheck } from '../flows/import-jobs.ts'
import { propose } from '../modules/lists/index.ts'
import { saveDraft, submitVersion, versionInForce } from '../modules/products/index.ts'
import { staffActor } from '../platform/actor.ts'
import { write } from '../platform/context.ts'
import { json } from '../platform/db.ts'
import type { OpenPlatform } from '../platform/open.ts'

const MAP = new URL('../../import-maps/applicants-zh.yaml', import.meta.url)
const CHEAPER_PPM = 6_000n

/** Leaves work on the desks: a price that waits for its second person, and a branch's list that was tried and has faults. */
export async function leaveWork(platform: OpenPlatform, staff: ReadonlyMap<string, string>, today: Day): Promise<void> {
  await submitPrice(platform, staff.get('wang.product')!, today)
  await tryBranchList(platform, staff.get('liu.underwriter')!, today)
  await proposeNumber(platform, staff.get('wu.risk')!, today)
  await keepView(platform, staff.get('zhao.servicing')!)
}

/** Servicing has kept, for all, the list of loans that hold money of their borrowers. */
async function keepView(platform: OpenPlatform, actorId: string): Promise<void> {
  await write(platform, { actor: staffActor(actorId, ['loans.read']) }, async (ctx) => {
    await ctx.tx
      .insertInto('saved_view')
      .values({
        id: ctx.ids.next('viw'),
        user_id: actorId,
        list_id: 'loans.list',
        name: '预收款 · Money held',
        search: json({ holdsMoney: 'true', sort: 'heldSince:asc' }),
        columns: ['number', 'customerName', 'productName', 'status', 'settledOn', 'heldFen', 'heldSince', 'nextDueOn'],
        is_shared: true,
        is_default: false,
        created_at: ctx.clock.now(),
      })
      .execute()
  })
}

/** Product management asks for a lower price of the instalment loan from next week on. */
async function submitPrice(platform: OpenPlatform, authorId: string, today: Day): Promise<void> {
  const actor = staffActor(authorId, ['products.edit'])
  await write(platform, { actor }, async (ctx) => {
    const current = await versionInForce(ctx, 'XFFQ', today)
    assert(current, 'the demo lender offers the instalment loan', { today })
    const prices = current.terms.prices.map((price) => ({ ...price, annualRatePpm: price.annualRatePpm - CHEAPER_PPM }))
    const terms = encodeTerms({ ...current.terms, prices })
    const id = await saveDraft(ctx, { productId: current.productId, terms })
    await submitVersion(ctx, id, {
      effectiveOn: addDays(today, 7),
      note: '各档年利率下调 0.6 个百分点，报风险与合规复核',
    })
  })
}

/** A branch's list: of six rows, one lacks its amount, one has a wrong ID number and one a purpose nobody knows. */
async function tryBranchList(platform: OpenPlatform, actorId: string, today: Day): Promise<void> {
  const actor = staffActor(actorId, ['applications.import'])
  const map = await readFile(MAP, 'utf8')
  await write(platform, { actor }, async (ctx) => {
    const importId = await uploadImport(ctx, '城东网点申请名单.csv', Buffer.from(branchList(today)))
    await startCheck(ctx, importId, map)
  })
}

/** Risk asks to put a number on the watch list; another person decides. */
async function proposeNumber(platform: OpenPlatform, actorId: string, today: Day): Promise<void> {
  const actor = staffActor(actorId, ['lists.propose'])
  const reason = '同一号码在三份申请中出现，姓名各不相同'
  await write(platform, { actor }, async (ctx) => {
    const asked = {
      list: 'grey',
      kind: 'phone',
      values: ['13900000017'],
      reason,
      expiresOn: addDays(today, 90),
    } as const
    await propose(ctx, asked, 'staff')
  })
}

const COLUMNS =
  '姓名,身份证号,手机号,银行卡号,住址,申请金额,期数,还款方式,用途,申请日期,职业,学历,月收入,收入核实,现职年限,住房,其他月还款,' +
  '有征信记录,信用年限,近两年逾期次数,当前逾期账户,呆账次数,近一年查询次数,未结清账户,额度使用率'
const CIRCUMSTANCES = '职员,大专,9000,未核实,3,租房,0,是,4,0,0,0,1,2,20%'

function branchList(today: Day): string {
  const rows = [
    ['何秀兰', idNumber('001'), '13912340001', '8000', '家电'],
    ['罗建军', idNumber('003'), '13912340002', '12000', '装修'],
    ['邓丽萍', idNumber('005'), '13912340003', '', '医疗'],
    ['许志强', `${idNumber('007').slice(0, -1)}*`, '13912340004', '6000', '日常消费'],
    ['曾文静', idNumber('009'), '13912340005', '15000', '炒股'],
    ['彭海燕', idNumber('011'), '13912340006', '20000', '教育'],
  ].map(([name, id, mobile, amount, purpose]) =>
    [
      name,
      id,
      mobile,
      '6222021234567890128',
      '湖南省长沙市雨花区城东路 18 号',
      amount,
      '12',
      '等额本息',
      purpose,
      today,
      CIRCUMSTANCES,
    ].join(','),
  )
  return `${[COLUMNS, ...rows].join('\n')}\n`
}

function idNumber(serial: string): string {
  const digits = `43010219880614${serial}`
  return digits + residentIdCheckDigit(digits)
}
