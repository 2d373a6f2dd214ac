import type { Day } from '@puhui/calendar'
import type { Locale } from '@puhui/kernel'
import { type Fen, formatYuan } from '@puhui/money'
import { formatPercent } from '@puhui/product'
import { type AgreementWords, agreementWords } from './agreement-words.ts'
import { dayInWords, yuan } from './amount.ts'
import { paperWords, type SignedFile } from './paper-words.ts'
import { type Content, type Paper, render } from './render.ts'
import { headCell, heading, LINES, RULES, referenceNote, right, rows } from './table.ts'

/** Both plans of a loan side by side, what changes, what it costs, and what the borrower may do. */
export interface SupplementaryAgreementPaper {
  readonly number: string
  readonly contractNumber: string
  readonly loanNumber: string
  readonly lenderName: string
  readonly borrower: { readonly name: string; readonly residentId: string; readonly mobile: string }
  readonly preparedOn: Day
  readonly signBy: Day
  /** From when the new plan counts. */
  readonly valueOn: Day
  readonly reasonName: string
  readonly graceInstalments: number
  readonly arrears: 'kept' | 'carried'
  readonly before: PlanOnPaper
  readonly after: PlanOnPaper
  readonly differenceFen: Fen
  readonly cost: string
  readonly record: string
  readonly termsHash: string
  readonly madeAt: string
  /** How it was read and signed, one line each. */
  readonly confirmations: readonly string[]
  readonly signed: SignedFile
}

export interface PlanOnPaper {
  readonly annualRatePpm: bigint
  readonly count: number
  readonly nextFen: Fen
  readonly largestFen: Fen
  readonly dueNowFen: Fen
  readonly costFen: Fen
  readonly totalFen: Fen
  readonly lastDueOn: Day | null
  readonly lines: readonly PlanLine[]
}

export interface PlanLine {
  readonly dueOn: Day
  readonly dueFen: Fen
  readonly principalFen: Fen
  readonly balanceFen: Fen
}

/** Sets a supplementary agreement. Same facts, same bytes. */
export function supplementaryAgreementPdf(facts: SupplementaryAgreementPaper, locale: Locale = 'zh'): Promise<Buffer> {
  return render(supplementaryAgreementPaper(facts, locale))
}

export function supplementaryAgreementPaper(facts: SupplementaryAgreementPaper, locale: Locale = 'zh'): Paper {
  const words = agreementWords[locale]
  const [changes, plans, cost, rights, signing] = words.headings
  return {
    title: `${words.title} ${facts.number}`,
    madeAt: facts.madeAt,
    locale,
    foot: words.foot(facts.number, facts.termsHash.slice(0, 16)),
    content: [
      { text: words.title, style: 'title' },
      { text: words.numbers(facts.number, facts.contractNumber, facts.loanNumber), style: 'subtitle' },
      ...referenceNote(paperWords[locale]),
      ...signedNote(facts, words),
      parties(facts, locale),
      { text: words.preamble(facts.contractNumber, facts.reasonName), margin: [0, 8, 0, 0] },
      heading(changes!),
      changeTable(facts, locale),
      heading(plans!),
      planTable(facts, words),
      heading(cost!),
      { text: facts.cost, margin: [0, 0, 0, 4] },
      { text: facts.record },
      heading(rights!),
      ...words
        .rights(facts.signBy, facts.valueOn)
        .map((text, at) => ({ text: `${at + 1}. ${text}`, margin: [0, 0, 0, 4] })),
      {
        stack: [
          heading(signing!),
          ...facts.confirmations.map((line) => ({ text: line, margin: [0, 0, 0, 3] })),
          signatures(facts, locale),
        ],
        unbreakable: true,
      },
    ],
  }
}

function signedNote({ signed }: SupplementaryAgreementPaper, words: AgreementWords): Content[] {
  const text = typeof signed === 'object' ? words.signedFile(signed.sha256) : ''
  return text === '' ? [] : [{ text, style: 'small', alignment: 'center', margin: [0, 0, 0, 8] }]
}

function parties({ lenderName, borrower }: SupplementaryAgreementPaper, locale: Locale): Content {
  const words = paperWords[locale]
  return rows([
    [words.lender, lenderName],
    [words.borrower, words.withId(borrower.name, borrower.residentId)],
    [words.contract.mobile, borrower.mobile],
  ])
}

function changeTable(facts: SupplementaryAgreementPaper, locale: Locale): Content {
  const words = agreementWords[locale]
  const { before, after, differenceFen } = facts
  const { items } = words
  const day = (value: Day | null) => (value === null ? '—' : dayInWords(value, locale))
  const both = (label: string, of: (plan: PlanOnPaper) => string) => [label, right(of(before)), right(of(after))]
  const money = (label: string, of: (plan: PlanOnPaper) => Fen) => both(label, (plan) => yuan(of(plan), locale))
  const sign = differenceFen > 0n ? '+' : ''
  const body: Content[][] = [
    both(items.rate, (plan) => formatPercent(plan.annualRatePpm)),
    both(items.count, (plan) => String(plan.count)),
    [items.grace, right('—'), right(facts.graceInstalments === 0 ? '—' : words.graceOf(facts.graceInstalments))],
    money(items.dueNow, (plan) => plan.dueNowFen),
    money(items.next, (plan) => plan.nextFen),
    money(items.largest, (plan) => plan.largestFen),
    both(items.last, (plan) => day(plan.lastDueOn)),
    money(items.cost, (plan) => plan.costFen),
    money(items.total, (plan) => plan.totalFen),
    [
      { text: items.difference, style: 'strong' },
      '',
      { text: sign + yuan(differenceFen, locale), style: 'strong', alignment: 'right' },
    ],
  ]
  if (before.dueNowFen > 0n) body.push([items.arrears, right('—'), right(words.arrears[facts.arrears])])
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['*', 140, 140],
      body: [words.changeHead.map(headCell), ...body],
    },
    layout: LINES,
    fontSize: 9,
  }
}

/** The plan that stands on the left, the new one on the right, instalment by instalment. */
function planTable({ before, after }: SupplementaryAgreementPaper, words: AgreementWords): Content {
  const length = Math.max(before.lines.length, after.lines.length)
  const body = Array.from({ length }, (_, at) => [
    { text: String(at + 1), alignment: 'center' },
    ...cells(before.lines[at]),
    ...cells(after.lines[at]),
  ])
  const [oldPlan, newPlan] = words.planGroups
  const group = (text: string | undefined) => ({ text: text ?? '', style: 'head', alignment: 'center', colSpan: 4 })
  return {
    table: {
      headerRows: 2,
      dontBreakRows: true,
      widths: [22, 52, '*', '*', '*', 52, '*', '*', '*'],
      body: [['', group(oldPlan), '', '', '', group(newPlan), '', '', ''], words.planHead.map(headCell), ...body],
    },
    layout: RULES,
    fontSize: 8,
  }
}

function cells(line: PlanLine | undefined): Content[] {
  if (!line) return ['', '', '', '']
  const { dueOn, dueFen, principalFen, balanceFen } = line
  return [
    { text: dueOn, alignment: 'center' },
    ...[dueFen, principalFen, balanceFen].map((fen) => right(formatYuan(fen))),
  ]
}

function signatures({ lenderName, borrower, madeAt, signed }: SupplementaryAgreementPaper, locale: Locale): Content {
  const words = paperWords[locale]
  const { signedAt: at, colon } = words.contract
  const local = new Date(Date.parse(madeAt) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
  const when = signed === 'unsigned' ? '____________________' : local
  return {
    columns: [
      { stack: [`${words.lender}${colon}${lenderName}`, `${at}${colon}${when}`] },
      { stack: [`${words.borrower}${colon}${borrower.name}`, `${at}${colon}${when}`] },
    ],
    margin: [0, 14, 0, 0],
  }
}
