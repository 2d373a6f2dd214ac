import { assert } from '@puhui/kernel'
import type { Schedule, ScheduleRequest } from './schedule-types.ts'

export function schedule(_request: ScheduleRequest): Schedule {
  assert(false, 'not written yet')
}
