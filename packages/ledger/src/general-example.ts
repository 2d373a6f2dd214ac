import type { Localized } from '@puhui/kernel'
import type { AccountCode } from './chart.ts'
import type { Line } from './entry.ts'
import { type BeforeAfter, beforeAndAfter } from './recipe.ts'

/** An entry that no single loan makes, told as a bookkeeper tells it. */
export interface GeneralExample {
  readonly event: string
  readonly told: Localized
  readonly rows: readonly BeforeAfter[]
}

type Amounts = Readonly<Partial<Record<AccountCode, bigint>>>

interface Story {
  readonly event: string
  readonly zh: string
  readonly en: string
  readonly before: Amounts
  readonly entry: Amounts
}

const STORIES: readonly Story[] = [
  {
    event: 'provisioned',
    zh: '月末应提准备 43,010.72 元，账上已有 33,115.57 元，补提差额 9,895.15 元。',
    en: 'The loans of a month-end need ¥43,010.72; ¥33,115.57 are held: the difference of ¥9,895.15 is charged.',
    before: { '1304': -3_311_557n, '6702': 3_311_557n },
    entry: { '1304': -989_515n, '6702': 989_515n },
  },
  {
    event: 'allowanceUsed',
    zh: '核销本金 5,900.00 元（见“核销”）；已为该贷款计提 4,130.00 元，冲减当期损失，净损失 1,770.00 元。',
    en: '¥5,900.00 of principal were charged off; ¥4,130.00 had been set aside for the loan and lower the loss of the day to ¥1,770.00.',
    before: { '1304': -2_388_433n, '6702': 590_000n },
    entry: { '1304': 413_000n, '6702': -413_000n },
  },
  {
    event: 'adjusted',
    zh: '一月借入资金的利息 1,200.00 元，由一人申请、另一人复核。',
    en: 'Interest of ¥1,200.00 on borrowings in January; asked for by one person and approved by another.',
    before: {},
    entry: { '6411': 120_000n, '2231': -120_000n },
  },
  {
    event: 'capital',
    zh: '股东缴入资本 50,000,000.00 元。',
    en: 'The owners pay in ¥50,000,000.00.',
    before: {},
    entry: { '1002': 5_000_000_000n, '4001': -5_000_000_000n },
  },
  {
    event: 'unidentified',
    zh: '收到 800.00 元转账，暂不知归属。',
    en: 'A transfer of ¥800.00 comes in and nobody knows yet whose it is.',
    before: { '1002': 5_000_000_000n },
    entry: { '1002': 80_000n, '2242': -80_000n },
  },
]

/**
 * Accounts before, entry, accounts after, for the recipes that are of no single loan.
 *
 * @source SPEC G7
 */
export function generalExamples(): readonly GeneralExample[] {
  return STORIES.map(({ event, zh, en, before, entry }) => ({
    event,
    told: { zh, en },
    rows: beforeAndAfter(linesOf(before), linesOf(entry)),
  }))
}

function linesOf(amounts: Amounts): Line[] {
  return Object.entries(amounts).map(([account, amountFen]) => ({ account: account as AccountCode, amountFen }))
}
