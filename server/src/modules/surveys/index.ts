import type { ServerModule } from '../../platform/module.ts'
import './schema.ts'

export {
  changeSurvey,
  closeSurvey,
  createSurvey,
  decideSurvey,
  nextVersion,
  type SurveyPlan,
  submitSurvey,
} from './drafts.ts'
export { FEEDS } from './feeds.ts'
export {
  type InvitationOutcome,
  insertInvitationPermits,
  insertInvitations,
  keepInvitationOutcomes,
  keepLinkBase,
  takeWaitingInvitations,
  type WaitingInvitation,
  wavesWaiting,
} from './invitations.ts'
export { ageBandLabel, ageBandOf, hashOf, isOpenOn, newToken } from './model.ts'
export { NOTICE } from './notice.ts'
export {
  answerOf,
  type EnteredPerson,
  enterAnswers,
  handIn,
  linkedAnswers,
  reach,
  respondentOf,
  saveAnswers,
  unlinkAnswers,
} from './respond.ts'
export type { About, Element } from './schema.ts'
export {
  countInvitations,
  countStarted,
  type HandedIn,
  readHandedIn,
  readPublished,
  readVersion,
  readVersions,
  type VersionRow,
} from './store.ts'

export const surveysModule: ServerModule = { name: 'surveys' }
