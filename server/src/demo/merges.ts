import { decideMerge, proposeMerge } from '../flows/merge-customers.ts'
import { registerBorrower } from '../flows/register-borrower.ts'
import { claimIdentity, grantConsent, residentIdOf } from '../modules/customers/index.ts'
import { staffActor, systemActor } from '../platform/actor.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'

const BUILDER = systemActor('demo')
const NEW_NUMBERS = ['17800000001', '17800000002', '17800000003', '17800000004'] as const

/**
 * Four customers come again with a new telephone number and are told that their ID number is registered already: two are
 * still to be looked at, one is proposed, one was merged by two people.
 */
export async function leaveMerges(platform: OpenPlatform, staff: ReadonlyMap<string, string>): Promise<void> {
  const known = await platform.db
    .selectFrom('customer')
    .select('id')
    .where('resident_id_index', 'is not', null)
    .where('status', '=', 'borrower')
    .orderBy('id')
    .limit(NEW_NUMBERS.length)
    .execute()
  const proposer = staffActor(staff.get('zhao.servicing')!, ['customers.merge'])
  const checker = staffActor(staff.get('zheng.compliance')!, ['customers.approveMerge'])
  const proposals: string[] = []
  for (const [at, { id: keptId }] of known.entries()) {
    const mergedId = await write(platform, { actor: BUILDER }, async (ctx) => {
      const id = await registerBorrower(ctx, NEW_NUMBERS[at]!)
      await grantConsent(ctx, id, { purpose: 'loan-application', version: 1, channel: 'h5' })
      await claimIdentity(ctx, id, (await residentIdOf(ctx, keptId))!)
      return id
    })
    if (at < 2) continue
    const reason = '客户来电告知换号，已核对原手机号与签约信息'
    proposals.push(await write(platform, { actor: proposer }, (ctx) => proposeMerge(ctx, { keptId, mergedId, reason })))
  }
  const last = proposals.at(-1)
  if (last)
    await write(platform, { actor: checker }, (ctx) => decideMerge(ctx, last, { verdict: 'merge', note: '证据充分' }))
}
