import type { Localized } from '@puhui/kernel'

/** What an applicant states, what was found, and how the two stand. */
export const underwritingLabels = {
  claimField: {
    income: { zh: '收入', en: 'Income' },
    employer: { zh: '工作单位', en: 'Employer' },
    assets: { zh: '资产', en: 'Assets' },
    debts: { zh: '负债', en: 'Debts' },
    address: { zh: '住址', en: 'Address' },
    purpose: { zh: '用途', en: 'Purpose' },
  },
  standing: {
    verified: { zh: '已核实', en: 'Verified' },
    unverified: { zh: '未核实', en: 'Unverified' },
    contradicted: { zh: '不一致', en: 'Contradicted' },
  },
  evidenceKind: {
    identity: { zh: '身份核验', en: 'Identity check' },
    bureau: { zh: '征信', en: 'Credit bureau' },
    income: { zh: '收入核实', en: 'Income check' },
    device: { zh: '设备', en: 'Device' },
    paper: { zh: '材料', en: 'Paper' },
    phone: { zh: '电话核实', en: 'Telephone call' },
    visit: { zh: '上门核实', en: 'Visit' },
  },
  evidenceSays: {
    confirms: { zh: '相符', en: 'Agrees' },
    contradicts: { zh: '不符', en: 'Disagrees' },
  },
  paperKind: {
    idCard: { zh: '身份证', en: 'Identity card' },
    payslip: { zh: '工资单', en: 'Payslip' },
    bankStatement: { zh: '银行流水', en: 'Bank statement' },
    employment: { zh: '在职证明', en: 'Proof of employment' },
    property: { zh: '房产证明', en: 'Proof of property' },
    purpose: { zh: '用途证明', en: 'Proof of purpose' },
    other: { zh: '其他材料', en: 'Other paper' },
  },
  forgerySign: {
    idCard: { zh: '身份证信息自相矛盾', en: 'The identity card contradicts itself' },
    sharedPaper: { zh: '材料与其他申请人相同', en: 'A paper that other applicants handed in too' },
    editedPaper: { zh: '材料被修改', en: 'A paper was edited' },
    foreignPaper: { zh: '材料姓名不符', en: 'A paper carries another name' },
    foreignPhone: { zh: '手机号非本人', en: 'The telephone is somebody else’s' },
    foreignCard: { zh: '银行卡非本人', en: 'The bank card is somebody else’s' },
    otherEmployer: { zh: '单位与收入来源不符', en: 'Wages come from another employer' },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Localized>>>>
