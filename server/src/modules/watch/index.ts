import './schema.ts'

export { readAlerts, readRules, seeAlert, setRule } from './alerts.ts'
export { narrowedTo } from './narrowed.ts'
export type { Measure } from './schema.ts'
export { type LiveState, startWatcher, type Watcher } from './watcher.ts'
export { type Counted, SPANS, type Span } from './windows.ts'
