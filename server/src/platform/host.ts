import type { Localized } from '@puhui/kernel'

export type Readiness = 'starting' | 'building' | 'ready' | 'failed'

export interface HostProgress {
  readonly done: number
  readonly total: number
  readonly note: Localized
}

/** The process around the platform: how far it is, and what can be asked of it as a whole. */
export interface Host {
  readonly readiness: Readiness
  readonly progress: HostProgress | null
  readonly version: string
  /** Empties the database and starts anew, with or without a demo lender. */
  requestReset(withDemo: boolean): void
}

/** For tests: everything stands, nothing can be reset. */
export const readyHost: Host = { readiness: 'ready', progress: null, version: '0.0.0', requestReset: () => {} }
