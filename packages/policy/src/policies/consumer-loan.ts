import type { Day } from '@puhui/calendar'
import { type OfferStage, type Policy, SCORE_REASONS, type TableStage } from '../policy.ts'
import { consumerLoanParameters } from './consumer-loan-parameters.ts'
import { consumerLoanReasons } from './consumer-loan-reasons.ts'
import { admission, affordability, creditHistory, lists, thinFile } from './consumer-loan-rules.ts'
import { score } from './consumer-loan-score.ts'
import { truth } from './consumer-loan-truth.ts'

const grading: TableStage = {
  id: 'grade',
  title: { zh: '分级', en: 'Grade' },
  kind: 'table',
  sources: [],
  table: {
    id: 'score-to-grade',
    hitPolicy: 'unique',
    inputs: [{ expression: 'score' }],
    outputs: [{ to: 'grade' }, { to: 'outcome' }, { to: 'reason' }],
    rows: [
      { id: 'A', when: ['>= 680'], gives: ['A', 'pass', null] },
      { id: 'B', when: ['[650..680)'], gives: ['B', 'pass', null] },
      { id: 'C', when: ['[620..650)'], gives: ['C', 'pass', null] },
      { id: 'D', when: ['[590..620)'], gives: ['D', 'pass', null] },
      { id: 'E', when: ['[560..590)'], gives: ['E', 'pass', null] },
      { id: 'E-referred', when: ['[540..560)'], gives: ['E', 'refer', SCORE_REASONS] },
      { id: 'too-low', when: ['< 540'], gives: [null, 'decline', SCORE_REASONS] },
    ],
    onUnknown: 'refer',
    unknownReasonCode: 'OFFER_UNKNOWN',
  },
}

const offer: OfferStage = {
  id: 'offer',
  title: { zh: '定价与额度', en: 'Price and limit' },
  kind: 'offer',
  sources: [],
  price: {
    rows: { expression: 'grade', tests: ['"A"', '"B"', '"C"', '"D"', '"E"'] },
    columns: { expression: 'termMonths', tests: ['<= 12', '(12..36]', '> 36'] },
    ratePpm: [
      [72_000, 78_000, 84_000],
      [90_000, 96_000, 102_000],
      [114_000, 120_000, 126_000],
      [144_000, 150_000, 156_000],
      [174_000, 180_000, 186_000],
    ],
  },
  limit: {
    caps: [
      { id: 'requested', title: { zh: '申请金额', en: 'Requested' }, expression: 'requestedAmount' },
      {
        id: 'statutory',
        title: { zh: '法定单户上限余量', en: 'Room below the legal limit' },
        expression:
          'if lenderKind = "bank" then bankConsumerLineMax - ownOutstanding - ownUnusedLine else consumerFinanceBalanceMax - ownOutstanding',
      },
      {
        id: 'income-multiple',
        title: { zh: '按等级的月收入倍数', en: 'Months of income by grade' },
        expression:
          'monthlyIncome * (if grade = "A" then 15 else if grade = "B" then 12 else if grade = "C" then 10 else if grade = "D" then 8 else 6)',
      },
      {
        id: 'affordable',
        title: { zh: '收入偿债比以内', en: 'Within the debt share of income' },
        expression: '(debtShareMax * monthlyIncome - monthlyDebtDue) * (requestedAmount / newInstalment)',
      },
    ],
    stepFen: 10_000,
    minimum: 'min(amountMin, requestedAmount)',
    onBelow: 'refer',
    reasonCode: 'LIMIT_TOO_SMALL',
  },
  onUnknown: 'refer',
  unknownReasonCode: 'OFFER_UNKNOWN',
}

/**
 * The policy a new lender starts with: unsecured consumer loans, decided from one snapshot of facts.
 * Every limit is a parameter with its source; prices stay below the cap of 24 % a year (CN-RATE-004).
 */
export const consumerLoanPolicy: Policy = {
  id: 'consumer-loan',
  version: 1,
  title: { zh: '个人消费贷款审批策略', en: 'Consumer loan policy' },
  purpose: 'credit',
  effectiveOn: '2026-11-01' as Day,
  parameters: consumerLoanParameters,
  stages: [admission, lists, thinFile, creditHistory, affordability, score, grading, offer, truth],
  reasons: consumerLoanReasons,
  gradeFact: 'grade',
}
