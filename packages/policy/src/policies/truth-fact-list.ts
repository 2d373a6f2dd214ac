import type { Fact } from '@puhui/condition'
import { CLAIM_FIELDS, type ClaimField } from '../truth/claim.ts'

const FIELDS: Readonly<Record<ClaimField, readonly [zh: string, en: string]>> = {
  income: ['收入', 'income'],
  employer: ['工作单位', 'employer'],
  assets: ['资产', 'assets'],
  debts: ['负债', 'debts'],
  address: ['住址', 'address'],
  purpose: ['用途', 'purpose'],
}

const claims: readonly Fact[] = CLAIM_FIELDS.map((field) => ({
  id: `${field}Truth`,
  label: { zh: `${FIELDS[field][0]}核验状态`, en: `standing of the stated ${FIELDS[field][1]}` },
  type: 'enum',
  personal: 'C2',
  source: 'application',
  values: [
    { value: 'verified', label: { zh: '已核实', en: 'verified' } },
    { value: 'unverified', label: { zh: '未核实', en: 'unverified' } },
    { value: 'contradicted', label: { zh: '不一致', en: 'contradicted' } },
  ],
}))

function counted(id: string, zh: string, en: string): Fact {
  return { id, label: { zh, en }, type: 'integer', min: 0, personal: 'C2', source: 'application' }
}

function sign(id: string, zh: string, en: string): Fact {
  const note = { zh: '无人核验时为未知', en: 'Unknown when nobody has looked' }
  return { id, label: { zh, en }, type: 'boolean', personal: 'C2', source: 'application', note }
}

function answered(id: string, source: Fact['source'], zh: string, en: string): Fact {
  return { id, label: { zh, en }, type: 'boolean', personal: 'C2', source }
}

/** What providers say without a value of their own: whether a statement holds. */
const answers: readonly Fact[] = [
  answered('employerConfirmed', 'income', '工资由所填单位发放', 'wages come from the stated employer'),
  answered('phoneOwned', 'identity', '手机号为本人所有', 'telephone is the applicant’s own'),
  answered('cardOwned', 'identity', '银行卡为本人所有', 'bank card is the applicant’s own'),
  answered('livesAtAddress', 'identity', '住址与登记一致', 'address is the registered one'),
  answered('housingLoan', 'bureau', '有住房贷款', 'has a housing loan'),
  answered('deviceNearHome', 'device', '设备位于所填住址地区', 'device is in the region of the address'),
]

/** How what was stated stands against what was found, and the signs of a forged identity or paper. */
export const truthFactList: readonly Fact[] = [
  ...claims,
  ...answers,
  counted('contradictedClaims', '申报不一致项数', 'contradicted claims'),
  counted('unverifiedClaims', '申报未核实项数', 'unverified claims'),
  counted('neededUnverified', '须核实而未核实项数', 'claims still to be verified'),
  {
    ...counted('discrepancyScore', '申报差异分', 'discrepancy score'),
    max: 100,
    unit: { zh: '分', en: 'points' },
    note: {
      zh: '0 一致，100 全不一致；无可比对为未知',
      en: '0 agrees, 100 not at all; unknown without anything to compare',
    },
  },
  sign('idCardInconsistent', '身份证信息自相矛盾', 'identity card contradicts itself'),
  sign('paperShared', '材料与他人相同', 'a paper that others handed in too'),
  sign('paperEdited', '材料被修改', 'a paper that was edited'),
  sign('paperOfAnother', '材料姓名不符', 'a paper in another name'),
  sign('phoneOfAnother', '手机号非本人', 'telephone of somebody else'),
  sign('cardOfAnother', '银行卡非本人', 'bank card of somebody else'),
  sign('employerMismatch', '单位与收入来源不符', 'wages from another employer'),
  counted('forgerySigns', '伪造迹象数', 'signs of forgery'),
]
