import type { Day } from '@puhui/calendar'
import { type Fen, maxFen } from '@puhui/money'
import { PROVISION_TABLES, policyProvision, type RiskCategory } from '../risk-category.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface Provisioning {
  readonly exposureFen: Fen
  readonly category: RiskCategory
  readonly table: keyof typeof PROVISION_TABLES
  readonly eclFen?: Fen
  /** What is to be set aside. */
  readonly provisionFen: Fen
}

/** CN-RISK-003: what is set aside reaches the expected loss and the regulator's table, whichever is more. */
export const provisioning = defineRule({
  id: 'CN-RISK-003',
  title: { zh: '拨备与核销', en: 'Provisions and write-off' },
  text: {
    zh: '贷款损失准备不低于预期信用损失与监管计提比例中的较高者；核销后账销案存，债权仍在，继续追偿，收回计入已核销贷款收回。',
    en: 'The allowance reaches the expected credit loss and the share of the regulator’s table, whichever is more. A write-off keeps the claim: what is paid later is a recovery.',
  },
  instrument: {
    zh: '银发〔2002〕98号；财金〔2012〕20号；财金〔2017〕90号；银监会令2011年第4号',
    en: 'PBC 2002 No. 98; MOF 2012 No. 20; MOF 2017 No. 90; CBRC Order 2011 No. 4',
  },
  sources: ['provision-guides'],
  effectiveFrom: '2012-07-01' as Day,
  effectiveTo: null,
  lenderKinds: ['bank', 'consumer_finance_company'],
  events: ['provision.compute', 'writeoff.apply'],
  parameters: {
    coverageMinPpm: { value: 1_200_000n, bound: 'min', provenance: 'from-knowledge-verify', unit: 'ppm of bad loans' },
    loanProvisionMinPpm: { value: 15_000n, bound: 'min', provenance: 'from-knowledge-verify', unit: 'ppm of loans' },
    keepsClaim: { value: true, bound: 'fixed', provenance: 'from-knowledge-verify' },
  },
  codes: ['compliance.provision_too_low'],
  check: ({ exposureFen, category, table, eclFen = 0n, provisionFen }: Provisioning) => {
    const neededFen = maxFen(eclFen, policyProvision(exposureFen, category, PROVISION_TABLES[table]))
    return provisionFen >= neededFen ? ALLOW : refuseBy('compliance.provision_too_low', { provisionFen, neededFen })
  },
})
