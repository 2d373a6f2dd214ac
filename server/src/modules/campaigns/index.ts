import type { ServerModule } from '../../platform/module.ts'
import './schema.ts'

export type { Arm, CampaignMeasure, Goal } from './schema.ts'
export {
  armOf,
  type CampaignDraft,
  changeCampaign,
  createCampaign,
  decideCampaign,
  emailOf,
  requireCampaign,
  setChannel,
  submitCampaign,
} from './service.ts'
export {
  type CampaignRow,
  countMembers,
  holdCampaign,
  insertMembers,
  insertPermits,
  keepOutcomes,
  type MemberOutcome,
  moveCampaign,
  readChannels,
  readEmails,
  takeWaiting,
} from './store.ts'

export const campaignsModule: ServerModule = { name: 'campaigns' }
