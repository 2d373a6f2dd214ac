import type { BankPort } from '../adapters/bank/port.ts'
import { simulatedBank, simulatedDisbursement } from '../adapters/bank/simulated.ts'
import type { ESignPort } from '../adapters/e-sign/port.ts'
import { simulatedESign } from '../adapters/e-sign/simulated.ts'
import type { ServerModule } from '../platform/module.ts'
import { borrowerLending } from './borrower-lending.ts'
import { staffLending } from './staff-lending.ts'

/** Whom lending asks outside: the bank that collects, the provider that signs. */
export interface LendingPorts {
  readonly bank: BankPort
  readonly eSign: ESignPort
}

/** From the approved application to the settled loan: contracts, loans, ledger files. */
export function lendingModule(ports: LendingPorts = { bank: simulatedBank(), eSign: simulatedESign() }): ServerModule {
  return {
    name: 'lending',
    routes: (app) => {
      borrowerLending(app, ports)
      staffLending(app)
    },
    deliveries: [simulatedDisbursement],
  }
}
