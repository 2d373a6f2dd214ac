import type { ServerModule } from '../../platform/module.ts'
import './schema.ts'

export {
  DEVICE_DAYS,
  type DeviceEvent,
  type DeviceEventsTaken,
  type DeviceSums,
  deleteDeviceEvents,
  readDeviceSums,
  takeDeviceEvents,
} from './device-events.ts'
export { ELEMENTS, factById, GROUPS, needId, type ProfileFact, profileCatalogue, profileFacts } from './facts.ts'
export {
  BASES,
  type KnownFact,
  type KnownFacts,
  type ProfileInput,
  SOURCES,
  type Spending,
  seenBySegments,
} from './model.ts'
export { QUESTIONNAIRE } from './questionnaire.ts'
export type { Basis, FactScalar, ProfileSetting } from './schema.ts'
export {
  answerRisk,
  computeProfiles,
  correctFact,
  deleteProfile,
  setPersonalisation,
  setSetting,
  settingOf,
} from './service.ts'
export { oldestOpenXid, readChangedSince, readChanges, readFacts, readHeads } from './store.ts'
export { importTransactions, readTransactions, type TransactionMapping } from './transactions.ts'
export { CATEGORIES, NEEDS } from './words.ts'

export const profilesModule: ServerModule = { name: 'profiles' }
