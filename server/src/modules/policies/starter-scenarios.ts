import type { Scenario } from '@puhui/policy'

/** Someone whom the shipped policy approves: every other case differs from it in what its title says. */
const sound: Scenario['facts'] = {
  applicantAge: 36,
  identityCheck: 'passed',
  regionServed: true,
  requestedAmount: 2_000_000,
  termMonths: 12,
  repaymentMethod: 'equalInstalment',
  loanPurpose: 'consumption',
  homeOwnership: 'own',
  employmentYears: 6,
  monthlyIncome: 1_200_000,
  incomeCheck: 'verified',
  blacklisted: false,
  ownOutstanding: 0,
  ownUnusedLine: 0,
  lenderKind: 'consumerFinance',
  newInstalment: 185_000,
  bureauFileFound: true,
  creditHistoryYears: 8,
  delinquencies24m: 0,
  accountsPastDue: 0,
  chargeOffs: 0,
  bankruptcies: 0,
  inquiries12m: 1,
  openCreditLines: 4,
  revolvingUtilization: 200_000,
  monthlyDebtDue: 50_000,
}

function scenario(id: string, title: string, facts: Scenario['facts'], expect: Scenario['expect']): Scenario {
  return { id, title, facts: { ...sound, ...facts }, expect }
}

/** What the shipped policy is held to from its first release; the law's cases stand among them. */
export const starterScenarios: readonly Scenario[] = [
  scenario('sound', '正常客户 · a sound applicant', {}, { outcome: 'approve' }),
  scenario(
    'minor',
    '未成年 · a minor (CN-ORIG-008)',
    { applicantAge: 17 },
    { outcome: 'decline', reasons: ['AGE_BELOW'] },
  ),
  scenario(
    'thin-file',
    '无征信记录 · no bureau file',
    { bureauFileFound: false, creditHistoryYears: null, delinquencies24m: null, inquiries12m: null },
    { outcome: 'refer' },
  ),
  scenario(
    'over-indebted',
    '过度负债 · over-indebted (CN-ORIG-012)',
    { monthlyIncome: 400_000, monthlyDebtDue: 360_000 },
    { outcome: 'decline' },
  ),
  scenario(
    'bureau-silent',
    '征信超时 · the bureau did not answer',
    { bureauFileFound: null, monthlyDebtDue: null, creditHistoryYears: null, delinquencies24m: null },
    { outcome: 'moreData' },
  ),
]
