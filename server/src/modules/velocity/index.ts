import './schema.ts'

export { EVENTS_MAX } from './model.ts'
export { countIn, velocityOf } from './service.ts'
