export type { EventData, EventField, EventType } from './event-type.ts'
export { eventFields, eventLabels, eventTypes, isEventType } from './event-type.ts'
