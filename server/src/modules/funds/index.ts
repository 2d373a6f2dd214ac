import './schema.ts'

export type { AlertStatus } from './schema.ts'
export { handleAlert, type Recorded, recognise, recordMovements, type Told } from './service.ts'
export { markAsked, type NewMovement, readByNumbers, readMovementsOf, readWatched, type Watched } from './store.ts'
