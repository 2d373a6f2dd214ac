import type { Rule, RuleStage } from '../policy.ts'

function refers(id: string, zh: string, en: string, when: string, reasonCode: string): Rule {
  return { id, title: { zh, en }, when, severity: 'refer', reasonCode, onUnknown: 'ignore' }
}

/**
 * What was stated, held against what was found: a mismatch keeps the machine from approving. It comes last, so that a
 * person who looks has a score, a price and a limit before them.
 */
export const truth: RuleStage = {
  id: 'truth',
  title: { zh: '申报核验', en: 'Stated against found' },
  kind: 'rules',
  sources: ['device'],
  rules: [
    refers('id-card', '身份证信息矛盾', 'Identity card', 'idCardInconsistent', 'ID_CARD_INCONSISTENT'),
    refers('shared-paper', '材料与他人相同', 'Shared paper', 'paperShared', 'PAPER_SHARED'),
    refers('edited-paper', '材料被修改', 'Edited paper', 'paperEdited', 'PAPER_EDITED'),
    refers(
      'foreign',
      '手机号、银行卡或材料非本人',
      'Telephone, card or paper of another',
      'phoneOfAnother or cardOfAnother or paperOfAnother',
      'OWNER_MISMATCH',
    ),
    refers('employer', '单位与收入来源不符', 'Wages from another employer', 'employerMismatch', 'EMPLOYER_MISMATCH'),
    refers('contradicted', '申报与核实不一致', 'Contradicted claims', 'contradictedClaims > 0', 'CLAIM_CONTRADICTED'),
    refers('discrepancy', '申报差异过大', 'Discrepancy', 'discrepancyScore > discrepancyMax', 'DISCREPANCY_HIGH'),
    refers('needed', '须核实的申报未核实', 'Claims still to verify', 'neededUnverified > 0', 'CLAIM_NOT_VERIFIED'),
  ],
}
