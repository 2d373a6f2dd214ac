import type { Day } from '@puhui/calendar'
import type { SourceAnswer } from '../../modules/sources/index.ts'

export interface DeviceQuestion {
  readonly deviceId: string
  readonly asOf: Day
}

/** Says what is known of a device; asked only with consent. */
export interface DevicePort {
  assess(question: DeviceQuestion): Promise<SourceAnswer>
}
