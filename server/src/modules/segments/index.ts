import type { ServerModule } from '../../platform/module.ts'
import { followSegmentsJob } from './follow-job.ts'
import { keepColumnsJob } from './keep-columns-job.ts'
import './schema.ts'

export type { Counted } from './answers.ts'
export { ask, columnsNow } from './engine.ts'
export { followSegmentsJob } from './follow-job.ts'
export { keepColumns } from './kept-columns.ts'
export type { Strategy } from './schema.ts'
export {
  addReadyMade,
  audienceIds,
  audienceNow,
  type FrozenAudience,
  freezeAudience,
  idsIn,
  type MembersNow,
  membersNow,
  readText,
  refreshMembers,
  requireSegment,
  saveSegment,
  sentenceOf,
  treeOf,
} from './service.ts'
export { STEPS } from './steps.ts'
export {
  countMembers,
  forgetMember,
  leaveAll,
  readAudiences,
  readCurrent,
  readEvents,
  readMemberships,
  readVersions,
} from './store.ts'

export const segmentsModule: ServerModule = { name: 'segments', jobs: [keepColumnsJob, followSegmentsJob] as never }
