import { customerMergesApi } from '@puhui/api'
import { decideMerge, proposeMerge, undoMerge } from '../flows/merge-customers.ts'
import { mountRead, mountWrite } from '../platform/http/mount.ts'
import type { ServerModule } from '../platform/module.ts'
import { mergeCandidates, mergeList, mergePreview } from '../views/customer-merges.ts'

/** Two records of one person: found, previewed, proposed, decided by a second person, undone. */
export const customerMergesModule: ServerModule = {
  name: 'customer-merges',
  routes: (app) => {
    mountRead(app, customerMergesApi.listMergeCandidates, async (ctx) => ({
      candidates: [...(await mergeCandidates(ctx))],
    }))
    mountRead(app, customerMergesApi.listMerges, async (ctx) => ({ merges: await mergeList(ctx) }))
    mountRead(app, customerMergesApi.previewMerge, (ctx, { query }) => mergePreview(ctx, query.keptId, query.mergedId))
    mountWrite(app, customerMergesApi.proposeMerge, async (ctx, { body }) => ({ id: await proposeMerge(ctx, body) }))
    mountWrite(app, customerMergesApi.decideMerge, async (ctx, { params, body }) => ({
      moved: await decideMerge(ctx, params.mergeId, body),
    }))
    mountWrite(app, customerMergesApi.undoMerge, (ctx, { params, body }) => undoMerge(ctx, params.mergeId, body.reason))
  },
}
