import type { Day } from '@puhui/calendar'
import type { FactValue } from '@puhui/condition'

export interface DeviceQuestion {
  readonly deviceId: string
  readonly asOf: Day
}

/** Facts by their ids in the catalogue; nothing came back: `timedOut`, and all is unknown. */
export interface DeviceAnswer {
  readonly status: 'answered' | 'timedOut'
  readonly facts: Readonly<Record<string, FactValue>> | null
  readonly provider: string
  readonly isSimulated: boolean
  readonly priceFen: bigint
  readonly latencyMs: number
  readonly reference: string
}

/** Says what is known of a device; asked only with consent. */
export interface DevicePort {
  assess(question: DeviceQuestion): Promise<DeviceAnswer>
}
