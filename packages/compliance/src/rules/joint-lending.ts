import type { Day } from '@puhui/calendar'
import { type Fen, PPM, type RatePpm } from '@puhui/money'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

/** One joint loan about to be booked, or the book as it stands; what is left out is not checked. */
export interface JointLending {
  /** What the partner puts into one loan. */
  readonly partnerSharePpm?: RatePpm
  readonly partnerFen?: Fen
  readonly tier1Fen?: Fen
  readonly jointFen?: Fen
  readonly totalLoansFen?: Fen
  /** A bank licensed for one region only. */
  readonly isLocalBank?: boolean
  readonly isBorrowerInRegion?: boolean
}

/** CN-ORIG-005: the partner of a joint loan carries its part, and no partner grows too large. */
export const jointLending = defineRule({
  id: 'CN-ORIG-005',
  title: { zh: '联合贷出资比例与集中度', en: 'Joint lending: contribution and concentration' },
  text: {
    zh: '单笔联合贷款中合作方出资比例不低于30%；与单一合作方的余额不超过一级资本净额的25%；与全部合作方的余额不超过全部贷款余额的50%；地方法人银行不得跨注册地辖区开展。',
    en: 'The partner puts in at least 30% of each joint loan; one partner at most 25% of tier-1 capital, all partners at most half of all loans; a local bank stays in its region.',
  },
  instrument: { zh: '银保监办发〔2021〕24号', en: 'CBIRC General Office 2021 No. 24' },
  sources: ['internet-loans-2021'],
  effectiveFrom: '2021-02-20' as Day,
  effectiveTo: null,
  lenderKinds: ['bank'],
  events: ['jointLoan.book', 'regulatory.ratio'],
  parameters: {
    partnerMinSharePpm: { value: 300_000n, bound: 'min', provenance: 'sourced', unit: 'ppm of one loan' },
    singlePartnerToTier1Ppm: { value: 250_000n, bound: 'max', provenance: 'sourced', unit: 'ppm' },
    allPartnersToLoansPpm: { value: 500_000n, bound: 'max', provenance: 'sourced', unit: 'ppm' },
    mayCrossRegion: { value: false, bound: 'fixed', provenance: 'sourced' },
  },
  codes: [
    'compliance.partner_share_low',
    'compliance.partner_concentrated',
    'compliance.joint_lending_above_limit',
    'compliance.borrower_outside_region',
  ],
  check: (input: JointLending, values) => {
    const { partnerSharePpm, partnerFen, tier1Fen, jointFen, totalLoansFen } = input
    if (partnerSharePpm !== undefined && partnerSharePpm < values.partnerMinSharePpm) {
      return refuseBy('compliance.partner_share_low', { partnerSharePpm, minPpm: values.partnerMinSharePpm })
    }
    if (isAbove(partnerFen, tier1Fen, values.singlePartnerToTier1Ppm)) {
      return refuseBy('compliance.partner_concentrated', { partnerFen: partnerFen!, tier1Fen: tier1Fen! })
    }
    if (isAbove(jointFen, totalLoansFen, values.allPartnersToLoansPpm)) {
      return refuseBy('compliance.joint_lending_above_limit', { jointFen: jointFen!, totalLoansFen: totalLoansFen! })
    }
    const isOutside = input.isLocalBank === true && input.isBorrowerInRegion === false
    return isOutside && !values.mayCrossRegion ? refuseBy('compliance.borrower_outside_region') : ALLOW
  },
})

function isAbove(part: Fen | undefined, whole: Fen | undefined, limitPpm: RatePpm): boolean {
  if (part === undefined || whole === undefined) return false
  return part * PPM > whole * limitPpm
}
