import type { BankPort } from '../adapters/bank/port.ts'
import { simulatedBank, simulatedDisbursement } from '../adapters/bank/simulated.ts'
import type { ESignPort } from '../adapters/e-sign/port.ts'
import { simulatedESign } from '../adapters/e-sign/simulated.ts'
import { dayEndJobs } from '../flows/advance-clock.ts'
import { originateBatchJob } from '../flows/originate-batch.ts'
import type { ServerModule } from '../platform/module.ts'
import { borrowerLending } from './borrower-lending.ts'
import { operations } from './operations.ts'
import { staffLending } from './staff-lending.ts'

/** Whom lending asks outside: the bank that collects, the provider that signs. */
export interface LendingPorts {
  readonly bank: BankPort
  readonly eSign: ESignPort
}

/** From the approved application to the settled loan: contracts, loans, ledger files, days, batches, the report. */
export function lendingModule(ports: LendingPorts = { bank: simulatedBank(), eSign: simulatedESign() }): ServerModule {
  const jobs = dayEndJobs(ports.bank)
  return {
    name: 'lending',
    routes: (app) => {
      borrowerLending(app, ports)
      staffLending(app)
      operations(app, jobs)
    },
    jobs: [jobs.dayEnd, jobs.advance, originateBatchJob],
    deliveries: () => [simulatedDisbursement],
  }
}
