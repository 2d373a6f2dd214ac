import { parseCreditCode } from '@puhui/compliance'
import type { SceneCode } from '@puhui/product'
import { askApproval, decidePending } from '../../platform/auth/approval.ts'
import type { ReadContext, WriteContext } from '../../platform/context.ts'
import { record } from '../../platform/journal/record.ts'
import { RefusalError } from '../../platform/refusal-error.ts'
import type { MerchantStatus } from './schema.ts'
import { insertMerchant, type Merchant, type NewMerchant, readMerchant, updateStatus } from './store.ts'

const KIND = 'merchants.admit'

type Reads = Pick<ReadContext, 'db'>

/** @refuses merchants.not_found */
export async function merchantById({ db }: Reads, id: string): Promise<Merchant> {
  const merchant = await readMerchant(db, id)
  if (!merchant) throw new RefusalError({ code: 'merchants.not_found' })
  return merchant
}

/** Whom a loan is paid to: on the register, admitted, and in this scene. */
export async function payableMerchant(ctx: Reads, id: string, scene: SceneCode): Promise<Merchant> {
  const merchant = await merchantById(ctx, id)
  if (merchant.status !== 'active') throw new RefusalError({ code: 'merchants.not_active' })
  if (!merchant.scenes.includes(scene)) throw new RefusalError({ code: 'merchants.other_scene' })
  return merchant
}

/**
 * Puts a merchant on the register; it is paid only once a second person has admitted it.
 *
 * @refuses compliance.credit_code_invalid, merchants.already_registered
 * @source CN-DATA-006
 */
export async function proposeMerchant(ctx: WriteContext, merchant: NewMerchant): Promise<string> {
  if (!parseCreditCode(merchant.licenceNo).ok) throw new RefusalError({ code: 'compliance.credit_code_invalid' })
  const id = await insertMerchant(ctx, merchant)
  if (id === null) throw new RefusalError({ code: 'merchants.already_registered' })
  await askApproval(ctx, { kind: KIND, objectKind: 'merchant', objectId: id, payload: payloadOf({ ...merchant, id }) })
  await record(ctx, { action: 'merchants.proposed', objectKind: 'merchant', objectId: id, after: { ...merchant } })
  return id
}

function payloadOf({ id, code, accountNo, scenes }: Pick<Merchant, 'id' | 'code' | 'accountNo' | 'scenes'>) {
  return { id, code, accountNo, scenes }
}

/** Admits or turns away what another person proposed. */
export async function decideMerchant(
  ctx: WriteContext,
  id: string,
  { verdict, note }: { readonly verdict: 'approve' | 'reject'; readonly note: string },
): Promise<void> {
  const merchant = await merchantById(ctx, id)
  await decidePending(ctx, { kind: KIND, objectId: id, verdict, note })
  const status = verdict === 'approve' ? 'active' : 'rejected'
  const at = ctx.clock.now()
  await move(ctx, merchant, 'submitted', { status, decided_by: ctx.actor.id, decided_at: at, changed_at: at }, note)
}

/** Stops payments to a merchant, or lets them go on. */
export async function suspendMerchant(
  ctx: WriteContext,
  id: string,
  { isSuspended, reason }: { readonly isSuspended: boolean; readonly reason: string },
): Promise<void> {
  const merchant = await merchantById(ctx, id)
  const [from, status] = isSuspended ? (['active', 'suspended'] as const) : (['suspended', 'active'] as const)
  await move(ctx, merchant, from, { status, changed_at: ctx.clock.now() }, reason)
}

async function move(
  ctx: WriteContext,
  merchant: Merchant,
  from: MerchantStatus,
  set: Parameters<typeof updateStatus>[3],
  reason: string,
): Promise<void> {
  if (!(await updateStatus(ctx.tx, merchant.id, from, set))) throw new RefusalError({ code: 'merchants.not_active' })
  await record(ctx, {
    action: ACTIONS[set.status],
    objectKind: 'merchant',
    objectId: merchant.id,
    reason: reason === '' ? null : reason,
    before: { status: merchant.status },
    after: { status: set.status },
  })
}

const ACTIONS = {
  submitted: 'merchants.proposed',
  active: 'merchants.admitted',
  rejected: 'merchants.turned_away',
  suspended: 'merchants.suspended',
} as const
