import { parseResidentId, residentIdCheckDigit } from '@puhui/compliance'
import { sql } from 'kysely'
import { type ImportedCustomer, insertImportedCustomers, purposesOf } from '../../server/src/modules/customers/index.ts'
import { write } from '../../server/src/platform/context.ts'
import type { JobContext } from '../../server/src/platform/jobs/job.ts'
import type { OpenPlatform } from '../../server/src/platform/open.ts'
import { lenderProfile } from '../../server/src/platform/settings.ts'
import { actor } from './lender.ts'

/** So many customers who agreed to marketing and may be written to. */
export async function agreedPeople(platform: OpenPlatform, count: number): Promise<readonly string[]> {
  const ids: string[] = []
  for (let from = 0; from < count; from += 5_000)
    await write(platform, { actor }, async (ctx) => {
      const { name } = await lenderProfile(ctx)
      const purposes = purposesOf(name).filter(({ id }) => id === 'marketing')
      const people = Array.from({ length: Math.min(5_000, count - from) }, (_, at) => personOf(from + at))
      const origin = { createdBy: 'bench', isSynthetic: true, checkedBy: null, purposes, evidence: null }
      await insertImportedCustomers(ctx, origin, people)
      // The gate refuses whom it does not know not to be a student.
      await sql`insert into profile_fact (customer_id, fact_id, value, source, observed_at, confidence_ppm, basis)
        select id, 'occupation', '"worker"', 'stated', ${ctx.clock.now()}::timestamptz, 600000, 'contract'
        from unnest(${people.map(({ id }) => id)}::text[]) as u (id)`.execute(ctx.tx)
      ids.push(...people.map(({ id }) => id))
    })
  return ids
}

/** A job as a worker runs it, without its row in the list of jobs. */
export function benchJob(platform: OpenPlatform): JobContext {
  return {
    platform,
    jobId: 'job_bench',
    actor,
    requestId: 'bench',
    write: (work) => write(platform, { actor, requestId: 'bench' }, work),
    progress: async () => {},
  }
}

function personOf(no: number): ImportedCustomer {
  const digits = `330106${1960 + (no % 40)}${String(1 + (no % 12)).padStart(2, '0')}${String(1 + (Math.floor(no / 480) % 28)).padStart(2, '0')}${String(Math.floor(no / 13_440) * 40 + (Math.floor(no / 12) % 40)).padStart(3, '0')}`
  const residentId = `${digits}${residentIdCheckDigit(digits)}`
  if (!parseResidentId(residentId).ok) throw new Error(`no ID number for ${no}`)
  return {
    id: `cus_${String(no).padStart(26, '0')}`,
    name: 'bench',
    mobile: `139${String(no).padStart(8, '0')}`,
    residentId,
    bankCard: '6222021234567890128',
    address: 'bench',
    incomeMonthlyFen: 1_000_000n,
    profile: {},
  }
}
