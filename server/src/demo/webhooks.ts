import { createEndpoint, deliverWebhooks, followJournal, listenFrom } from '../modules/webhooks/index.ts'
import { staffActor } from '../platform/actor.ts'
import { write } from '../platform/context.ts'
import type { OpenPlatform } from '../platform/open.ts'

/** How many of the last events the demo's receivers have heard. */
const HEARD = 30

/**
 * Two systems outside that listen: the ordering system of a partner that takes what it is sent, and a warehouse that is
 * out of order. Both are simulated: names that end in `.example` lead nowhere.
 */
export async function leaveWebhooks(platform: OpenPlatform, staff: ReadonlyMap<string, string>): Promise<void> {
  const actor = staffActor(staff.get('admin')!, ['webhooks.manage'])
  const usual = { filter: null, hasCustomer: false, alertEmail: null }
  await write(platform, { actor }, async (ctx) => {
    await createEndpoint(
      ctx,
      {
        ...usual,
        name: 'Partner orders',
        url: 'https://orders.partner.example/puhui',
        types: ['application.decided', 'contract.signed', 'loan.disbursed'],
      },
      false,
    )
    await createEndpoint(
      ctx,
      {
        ...usual,
        name: 'Warehouse',
        url: 'https://down.warehouse.example/events',
        types: ['loan.disbursed'],
        filter: 'amount >= 20000',
        alertEmail: 'ops@lender.example',
      },
      false,
    )
    await listenFrom(ctx, HEARD)
  })
  while ((await followJournal(platform)) > 0);
  while ((await deliverWebhooks(platform)) > 0);
}
