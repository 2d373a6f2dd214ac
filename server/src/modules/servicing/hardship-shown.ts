import type { hardshipApi, OutputOf } from '@puhui/api'
import type { Day } from '@puhui/calendar'
import type { Localized } from '@puhui/kernel'
import type { NewTerms, PlanFigures, ReAge, ReAmortise, RescheduleProposal } from '@puhui/loan'
import { formatYuan } from '@puhui/money'
import type { HardshipRow, StoredPlan } from './hardship-store.ts'
import { reAgeInWords, reAmortiseInWords } from './words.ts'

export type PlanShown = OutputOf<typeof hardshipApi.previewPlan>['plan']
export type FiguresOfPlan = PlanShown['after']
type RequestShown = OutputOf<typeof hardshipApi.borrowerHardship>['requests'][number]

/** A proposal as the API shows it, and what it means in plain words. */
export function planShown(
  code: PlanShown['code'],
  terms: NewTerms & { readonly reAge?: ReAge; readonly reAmortise?: ReAmortise },
  {
    proposal,
    payableFen,
    valueOn,
  }: { readonly proposal: RescheduleProposal; readonly payableFen: bigint; readonly valueOn: Day },
): PlanShown {
  const { after, totalDifferenceFen } = proposal
  const own = terms.reAmortise ? reAmortiseInWords(terms.reAmortise) : terms.reAge && reAgeInWords(terms.reAge)
  return {
    code,
    ...terms,
    annualRatePpm: Number(terms.annualRatePpm),
    valueOn,
    after: planFiguresShown(after),
    differenceFen: String(totalDifferenceFen),
    isPayable: after.largestFen <= payableFen,
    cost: own ? joined(own, costInWords(proposal)) : costInWords(proposal),
    record: recordInWords(terms, proposal),
  }
}

function joined(one: Localized, other: Localized): Localized {
  return { zh: `${one.zh}。${other.zh}`, en: `${one.en}. ${other.en}` }
}

export function planFiguresShown(figures: PlanFigures): FiguresOfPlan {
  const { count, nextFen, largestFen, lastDueOn, dueNowFen, costFen, totalFen } = figures
  return {
    count,
    nextFen: String(nextFen),
    largestFen: String(largestFen),
    lastDueOn: lastDueOn ?? null,
    dueNowFen: String(dueNowFen),
    costFen: String(costFen),
    totalFen: String(totalFen),
  }
}

/** What the plan costs beside the one that stands. */
function costInWords({ before, after, totalDifferenceFen: more }: RescheduleProposal): Localized {
  const [last, next] = [after.lastDueOn ?? '', formatYuan(after.nextFen)]
  const size = formatYuan(more < 0n ? -more : more)
  const zh = more === 0n ? '总共要还的钱不变' : `总共${more > 0n ? '多' : '少'}还 ${size} 元`
  const en = more === 0n ? 'You pay the same in all' : `You pay ¥${size} ${more > 0n ? 'more' : 'less'} in all`
  const dueZh = before.dueNowFen > 0n && after.dueNowFen === 0n ? '，现在不必补交逾期款' : ''
  const dueEn = before.dueNowFen > 0n && after.dueNowFen === 0n ? '; the arrears need not be paid now' : ''
  return {
    zh: `${zh}，还到 ${last}${dueZh}。下一期 ${next} 元，最高一期 ${formatYuan(after.largestFen)} 元。`,
    en: `${en}, until ${last}${dueEn}. The next instalment is ¥${next}, the highest ¥${formatYuan(after.largestFen)}.`,
  }
}

/** What the plan does to the credit record. */
function recordInWords({ arrears }: NewTerms, { before }: RescheduleProposal): Localized {
  const special = {
    zh: '征信报告会显示还款计划调整过；一年内本机构把这笔贷款列为「关注」。',
    en: 'The credit report will show that the plan was changed; for a year this lender calls the loan “special mention”.',
  }
  if (before.dueNowFen === 0n) {
    return {
      zh: `${special.zh}按新计划还款不会产生逾期记录。`,
      en: `${special.en} While you pay by the new plan, nothing is recorded as late.`,
    }
  }
  return arrears === 'carried'
    ? {
        zh: `${special.zh}逾期款并入新计划，今后不再按逾期上报；已上报的逾期记录不会抹去，自还清之日起保留五年。`,
        en: `${special.en} The arrears move into the new plan and are no longer reported as late; what was reported stays for five years after it is paid.`,
      }
    : {
        zh: `${special.zh}逾期款仍须补交，补交前继续按逾期上报。`,
        en: `${special.en} The arrears must still be paid, and are reported as late until they are.`,
      }
}

/** A request as its borrower sees it. */
export function hardshipShown(row: HardshipRow): RequestShown {
  return {
    id: row.id,
    status: row.status,
    reason: row.reason,
    story: row.story,
    incomeBeforeFen: String(row.income_before_fen),
    incomeNowFen: String(row.income_now_fen),
    payableFen: String(row.payable_fen),
    askedAt: row.asked_at,
    plan: row.plan === null ? null : storedShown(row.plan),
    advice: row.advice,
    declineReason: row.decline_reason,
    decidedAt: row.decided_at,
  }
}

function storedShown(plan: StoredPlan): PlanShown {
  return plan.shown as PlanShown
}
