import { sql } from 'kysely'
import { systemActor } from '../../server/src/platform/actor.ts'
import { write } from '../../server/src/platform/context.ts'
import { stringify } from '../../server/src/platform/db.ts'
import { derivedId } from '../../server/src/platform/ids.ts'
import type { TestPlatform } from '../../server/src/platform/testing.ts'

const GRADES = ['A', 'B', 'C', 'D', 'E'] as const
const TERMS = [6, 12, 18, 24, 36]
const METHODS = ['equal-instalment', 'equal-instalment', 'equal-principal', 'interest-first']

/** Customers and approved applications in bulk, for stories about many loans. Amounts, terms and grades differ. */
export async function approveMany(platform: TestPlatform, count: number, prefix = 'bulk'): Promise<string[]> {
  const versions = await platform.db.selectFrom('product_version').select(['id', 'product_id', 'terms']).execute()
  const products = await platform.db.selectFrom('product').select(['id', 'code']).execute()
  const versionOf = (code: string) => {
    const product = products.find((one) => one.code === code)!
    return versions.find((one) => one.product_id === product.id)!
  }
  const rateOf = (code: string, grade: string) => {
    const { prices } = versionOf(code).terms as unknown as { prices: { grade: string; annualRatePpm: string }[] }
    return prices.find((price) => price.grade === grade)!.annualRatePpm
  }
  return write(platform, { actor: systemActor('test') }, async (ctx) => {
    const now = ctx.clock.now()
    const people = Array.from({ length: count }, (_, at) => {
      const id = derivedId('cus', `${prefix}|${at}`)
      const mobile = `137${String(at).padStart(8, '0')}`
      const place = (column: string) => ({ table: 'customer', column, id })
      const sealed = (column: string, text: string) => `\\x${ctx.keys.encrypt(place(column), text).toString('hex')}`
      return {
        id,
        mobile_cipher: sealed('mobile_cipher', mobile),
        mobile_index: `\\x${ctx.keys.blindIndex('customer.mobile', `${prefix}${mobile}`).toString('hex')}`,
        mobile_masked: '137****0000',
        name_masked: '王*',
        province_code: ['11', '33', '44', '51', '61'][at % 5],
        status: 'identified',
        source: 'import',
        is_synthetic: true,
        profile: {},
        created_by: 'test',
        created_at: now,
        changed_at: now,
      }
    })
    await sql`insert into customer select * from jsonb_populate_recordset(null::customer, ${stringify(people)}::jsonb)`.execute(
      ctx.tx,
    )
    const applications = people.map((person, at) => {
      const grade = GRADES[at % GRADES.length]!
      const method = METHODS[at % METHODS.length]!
      const code = method === 'interest-first' || at % 3 === 0 ? 'XJD' : 'XFFQ'
      return {
        id: derivedId('app', `${prefix}|${at}`),
        customer_id: person.id,
        product_code: code,
        product_version_id: versionOf(code).id,
        channel: 'import',
        purpose: code === 'XJD' ? 'dailyUse' : 'appliances',
        requested_fen: (10_000 * (20 + (at % 180))).toString(),
        term_months: TERMS[at % TERMS.length],
        method,
        status: 'approved',
        outcome: 'approve',
        grade,
        approved_fen: (10_000 * (20 + (at % 180))).toString(),
        annual_rate_ppm: rateOf(code, grade),
        steps: [],
        created_by: 'test',
        created_at: now,
        submitted_at: now,
        decided_at: now,
        changed_at: now,
      }
    })
    await sql`insert into application select * from jsonb_populate_recordset(null::application, ${stringify(applications)}::jsonb)`.execute(
      ctx.tx,
    )
    return applications.map(({ id }) => id)
  })
}
