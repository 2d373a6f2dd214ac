import type { FactRecord } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import type { Claim, ClaimField, ClaimValue, Evidence, EvidenceKind } from '@puhui/policy'
import type { FactGroup } from '../applications/index.ts'
import type { Check, Paper } from './store.ts'

/** Evidence with where it comes from, as a person is shown it. */
export interface Found extends Evidence {
  readonly source: Localized
  readonly isSimulated: boolean
  readonly by: string | null
  readonly note: string
}

/** What the providers answered, from the facts of the application: each answer with its source and time. */
export function providerEvidence(groups: readonly FactGroup[]): Found[] {
  return groups.flatMap(({ source, at, isSimulated, isVerified, values }) => {
    const of = (field: ClaimField, kind: EvidenceKind, value: ClaimValue, says: Found['says'] = null): Found[] =>
      value === null && says === null
        ? []
        : [{ field, kind, value, says, at: at ?? '', source, isSimulated, by: null, note: '' }]
    const isBureau = isVerified && values.bureauFileFound === true
    return [
      ...of('income', 'income', fenOf(values.verifiedMonthlyIncome)),
      ...of('employer', 'income', null, saysOf(values.employerConfirmed)),
      ...of('address', 'identity', null, saysOf(values.livesAtAddress)),
      ...of('address', 'device', null, saysOf(values.deviceNearHome)),
      ...(isBureau ? of('debts', 'bureau', fenOf(values.monthlyDebtDue)) : []),
      ...(isBureau && typeof values.housingLoan === 'boolean'
        ? of('assets', 'bureau', values.housingLoan ? 'mortgage' : null)
        : []),
    ]
  })
}

/** What was read on papers. */
export function paperEvidence(papers: readonly Paper[]): Found[] {
  return papers.flatMap(({ kind, reading }) => {
    if (reading === null || !reading.is_owner) return []
    const { shows, at, by, note } = reading
    const of = (field: ClaimField, value: ClaimValue, says: Found['says'] = null): Found[] =>
      value === null && says === null
        ? []
        : [{ field, kind: 'paper', value, says, at, by, note, source: PAPERS[kind], isSimulated: false }]
    return [
      ...of('income', shows.incomeMonthlyFen === undefined ? null : BigInt(shows.incomeMonthlyFen)),
      ...of('employer', shows.employer ?? null),
      ...of('assets', shows.homeOwnership ?? null),
      ...of('purpose', null, shows.purposeSays ?? null),
      ...of('address', null, shows.addressSays ?? null),
    ]
  })
}

/** What a call or a visit found. */
export function checkEvidence(checks: readonly Check[]): Found[] {
  return checks.map(({ field, kind, found_fen, found_text, says, note, checked_at, by }) => ({
    field,
    kind,
    value: found_fen ?? found_text,
    says,
    at: checked_at,
    by,
    note,
    source: CHECKS[kind],
    isSimulated: false,
  }))
}

const PAPERS: Readonly<Record<Paper['kind'], Localized>> = {
  idCard: { zh: '身份证', en: 'Identity card' },
  payslip: { zh: '工资单', en: 'Payslip' },
  bankStatement: { zh: '银行流水', en: 'Bank statement' },
  employment: { zh: '在职证明', en: 'Proof of employment' },
  property: { zh: '房产证明', en: 'Proof of property' },
  purpose: { zh: '用途证明', en: 'Proof of purpose' },
  other: { zh: '其他材料', en: 'Other paper' },
}
const CHECKS: Readonly<Record<Check['kind'], Localized>> = {
  phone: { zh: '电话核实', en: 'Telephone call' },
  visit: { zh: '上门核实', en: 'Visit' },
}

/** What was stated beside the facts of the application. */
export interface Stated {
  readonly employer: string | null
  readonly otherDebtFen: bigint | null
  readonly purpose: string
  readonly addressMasked: string | null
}

/** The claims of an application; what was not said is a claim of nothing. */
export function claimsOf(facts: FactRecord, { employer, otherDebtFen, purpose, addressMasked }: Stated): Claim[] {
  const home = facts.homeOwnership
  return [
    { field: 'income', value: fenOf(facts.monthlyIncome) },
    { field: 'employer', value: employer },
    { field: 'assets', value: typeof home === 'string' ? (home === 'other' ? 'family' : home) : null },
    { field: 'debts', value: otherDebtFen },
    { field: 'address', value: addressMasked },
    { field: 'purpose', value: purpose },
  ]
}

export function fenOf(value: unknown): bigint | null {
  return typeof value === 'number' ? BigInt(Math.round(value)) : typeof value === 'bigint' ? value : null
}

function saysOf(value: unknown): Found['says'] {
  return typeof value === 'boolean' ? (value ? 'confirms' : 'contradicts') : null
}
