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
  paperHow: {
    idCard: {
      zh: '拍身份证人像面，四角完整、文字清楚、没有反光。',
      en: 'Photograph the side with your picture: all four corners, readable, without glare.',
    },
    payslip: {
      zh: '近三个月的工资单，看得清姓名、单位和实发金额。',
      en: 'The last three months, with name, employer and the amount paid.',
    },
    bankStatement: {
      zh: '工资卡近三个月流水，可在手机银行导出 PDF。',
      en: 'Three months of the account your wages go to; your bank’s app exports a PDF.',
    },
    employment: {
      zh: '单位开具并盖章的在职证明，或劳动合同签字页。',
      en: 'A letter your employer has stamped, or the signed page of the contract.',
    },
    property: {
      zh: '房产证内页，或租房合同签字页。',
      en: 'The inner page of the deed, or the signed page of the lease.',
    },
    purpose: { zh: '订单、合同、发票或缴费通知。', en: 'An order, contract, invoice or bill.' },
    other: {
      zh: '近三个月写有您姓名和住址的水电燃气账单等。',
      en: 'A household bill of the last three months with your name and address.',
    },
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
