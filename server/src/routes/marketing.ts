import { profilesApi, segmentsApi } from '@puhui/api'
import { registeredCustomers } from '../flows/customers-of-keys.ts'
import { importDeviceEvents } from '../flows/import-device-events.ts'
import { refreshProfiles, refreshProfilesJob } from '../flows/refresh-profiles.ts'
import {
  GROUPS,
  importTransactions,
  profileFacts,
  setSetting,
  settingOf,
  type TransactionMapping,
} from '../modules/profiles/index.ts'
import {
  addReadyMade,
  audienceIds,
  audienceNow,
  followSegmentsJob,
  freezeAudience,
  type MembersNow,
  membersNow,
  refreshMembers,
  saveSegment,
} from '../modules/segments/index.ts'
import type { App } from '../platform/http/app.ts'
import { mountRead, mountSteps, mountWrite } from '../platform/http/mount.ts'
import { enqueue } from '../platform/jobs/enqueue.ts'
import { record } from '../platform/journal/record.ts'
import type { ServerModule } from '../platform/module.ts'
import { clustersOf } from '../views/clusters.ts'
import { distributionOf } from '../views/distribution.ts'
import { personaHistory, personaOf, transactionSummary } from '../views/persona.ts'
import { productMatch } from '../views/product-match.ts'
import { segmentCounted, segmentProfiled } from '../views/segment-count.ts'
import { segmentFile, segmentList, segmentOverlap, versionsCompared } from '../views/segment-file.ts'
import { borrowerData } from './borrower-data.ts'

/** Knowing the customers and dividing them: personas, segments, and the borrower's own page about both. */
export const marketingModule: ServerModule = {
  name: 'marketing',
  routes: (app) => {
    personas(app)
    segments(app)
    borrowerData(app)
  },
  jobs: [refreshProfilesJob] as never,
}

function personas(app: App): void {
  mountRead(app, profilesApi.getPersona, (ctx, { params }) => personaOf(ctx, params.customerId))
  mountRead(app, profilesApi.personaHistory, (ctx, { params }) => personaHistory(ctx, params.customerId))
  mountRead(app, profilesApi.transactionSummary, (ctx, { params }) => transactionSummary(ctx, params.customerId))
  mountRead(app, profilesApi.distribution, (ctx, { query }) => distributionOf(ctx, query))
  mountRead(app, profilesApi.getCuts, async (ctx) => cutsShown(await settingOf(ctx)))
  mountWrite(app, profilesApi.setCuts, async (ctx, { body: { reason, ...setting } }) => {
    await setSetting(ctx, setting, reason)
    return { changed: await refreshProfiles(ctx, reason) }
  })
  mountWrite(app, profilesApi.refreshProfiles, async (ctx, { body }) => {
    const changed = await refreshProfiles(ctx, body.reason)
    await record(ctx, {
      action: 'profiles.refreshed',
      objectKind: 'profile',
      objectId: 'all',
      reason: body.reason,
      after: { changed },
    })
    return { changed }
  })
  mountWrite(app, profilesApi.importDeviceEvents, (ctx, { body }) => importDeviceEvents(ctx, body))
  mountWrite(app, profilesApi.importTransactions, async (ctx, { body }) => {
    const file = { name: body.fileName, content: body.content }
    const mapping = body.mapping as TransactionMapping
    const find = (keys: readonly string[]) => registeredCustomers(ctx, mapping.customer.by, keys)
    const { customerIds, ...done } = await importTransactions(ctx, file, mapping, find)
    const profilesChanged = await refreshProfiles(ctx, `导入：${file.name}`, customerIds)
    return { ...done, bad: done.bad.slice(0, 200), profilesChanged }
  })
}

function cutsShown({ ageCuts, incomeCutsFen }: Awaited<ReturnType<typeof settingOf>>) {
  return { ageCuts: [...ageCuts], incomeCutsFen: [...incomeCutsFen] as [string, string] }
}

function segments(app: App): void {
  mountRead(app, segmentsApi.segmentFacts, async () => ({ facts: profileFacts.map(factShown) }))
  mountSteps(app, segmentsApi.countSegment, (ctx, { body }) => segmentCounted(ctx, body.text))
  mountSteps(app, segmentsApi.profileSegment, (ctx, { body }) => segmentProfiled(ctx, body.text))
  mountRead(app, segmentsApi.behaviourClusters, (ctx, { query }) => clustersOf(ctx, query.groups))
  mountRead(app, segmentsApi.overlapSegments, (ctx) => segmentOverlap(ctx))
  mountRead(app, segmentsApi.listSegments, (ctx, { query }) => segmentList(ctx, query))
  mountRead(app, segmentsApi.getSegment, (ctx, { params }) => segmentFile(ctx, params.segmentId))
  mountRead(app, segmentsApi.compareVersions, (ctx, { params, query }) =>
    versionsCompared(ctx, params.segmentId, query),
  )
  mountRead(app, segmentsApi.matchProduct, (ctx, { params }) => productMatch(ctx, params.productCode))
  mountWrite(app, segmentsApi.saveSegment, async (ctx, { body }) => {
    const id = await saveSegment(ctx, body)
    await enqueue(ctx, followSegmentsJob, {}, { objectKind: 'segment', objectId: id })
    return segmentFile(ctx, id)
  })
  mountWrite(app, segmentsApi.seedSegments, async (ctx) => {
    const added = await addReadyMade(ctx)
    await record(ctx, { action: 'segments.saved', objectKind: 'segment', objectId: 'ready-made', after: { added } })
    await enqueue(ctx, followSegmentsJob, {})
    return { added }
  })
  mountWrite(
    app,
    segmentsApi.refreshSegments,
    (ctx, _input, now: MembersNow[]) => refreshMembers(ctx, now),
    (ctx) => membersNow(ctx),
  )
  mountWrite(
    app,
    segmentsApi.freezeAudience,
    async (ctx, { params }, now: Awaited<ReturnType<typeof audienceNow>>) => {
      const { segmentId: _segment, ...frozen } = await freezeAudience(ctx, params.segmentId, now)
      return frozen
    },
    (ctx, { params }) => audienceNow(ctx, params.segmentId),
  )
  mountRead(app, segmentsApi.audienceFile, async (ctx, { params }) => ({
    fileName: `audience-${params.audienceId}.csv`,
    content: await audienceIds(ctx, params.segmentId, params.audienceId),
  }))
}

function factShown({ id, label, group, type, unit, values }: (typeof profileFacts)[number]) {
  return {
    id,
    label,
    group,
    groupLabel: GROUPS[group],
    type,
    unit: unit ?? null,
    values: (values ?? []).map((each) => ({ value: each.value, label: each.label })),
  }
}
