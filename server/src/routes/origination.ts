import { simulatedBureau } from '../adapters/bureau/simulated.ts'
import { simulatedDevice } from '../adapters/device/simulated.ts'
import { simulatedIdentity } from '../adapters/identity/simulated.ts'
import { simulatedIncome } from '../adapters/income/simulated.ts'
import { backtestJob } from '../flows/backtest.ts'
import { decideBatchWith } from '../flows/decide-batch.ts'
import { checkImportJob, commitImportJob } from '../flows/import-jobs.ts'
import { watchPoliciesJob } from '../flows/policy-watch.ts'
import type { JobDefinition } from '../platform/jobs/job.ts'
import type { ServerModule } from '../platform/module.ts'
import { borrowerOrigination, type OriginationPorts } from './borrower-origination.ts'
import { imports } from './imports.ts'
import { policyDesk } from './policy-desk.ts'
import { staffOrigination } from './staff-origination.ts'
import { underwriting } from './underwriting.ts'

/** The operations of origination that span modules: the borrower's steps, the staff's files and lists, imports. */
export function originationModule(
  ports: OriginationPorts = {
    identity: simulatedIdentity(),
    bureau: simulatedBureau(),
    income: simulatedIncome(),
    device: simulatedDevice(),
  },
): ServerModule {
  return {
    name: 'origination',
    routes: (app) => {
      borrowerOrigination(app, ports)
      staffOrigination(app)
      imports(app)
      policyDesk(app)
      underwriting(app)
    },
    jobs: [
      checkImportJob,
      commitImportJob,
      decideBatchWith(ports),
      backtestJob,
      watchPoliciesJob,
    ] as readonly JobDefinition[],
  }
}
