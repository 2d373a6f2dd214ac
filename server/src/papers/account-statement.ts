import type { Day } from '@puhui/calendar'
import type { Locale, Localized } from '@puhui/kernel'
import { type Fen, formatYuan } from '@puhui/money'
import { dayInWords, yuan } from './amount.ts'
import { inFiguresAndWords, paperWords } from './paper-words.ts'
import { type Content, type Paper, render } from './render.ts'
import { headCell, heading, LINES, RULES, referenceNote, right, rows } from './table.ts'

interface Claims {
  readonly principalFen: Fen
  readonly interestFen: Fen
  readonly feeFen: Fen
  readonly penaltyFen: Fen
}

/** What was booked on a loan in a period; opening + grown − paid − waived = closing. */
export interface AccountStatementPaper {
  readonly loanNumber: string
  readonly contractNumber: string
  readonly lenderName: string
  readonly borrower: { readonly name: string; readonly residentId: string; readonly bankCard: string }
  readonly issuedOn: Day
  readonly statement: {
    readonly from: Day
    readonly to: Day
    readonly opening: Claims & { readonly heldFen: Fen }
    readonly grown: Claims
    readonly paid: Claims
    readonly waived: Claims
    readonly closing: Claims & { readonly heldFen: Fen }
    readonly disbursedFen: Fen
    readonly receivedFen: Fen
    readonly lines: readonly StatementPaperLine[]
  }
}

export interface StatementPaperLine {
  readonly bookedOn: Day
  readonly valueOn: Day
  readonly words: Localized
  readonly amountFen: Fen | null
  readonly taken: Claims
  readonly heldFen: Fen
  readonly balanceFen: Fen
}

/** Sets the statement of a loan for a period. Same facts, same bytes. */
export function accountStatementPdf(facts: AccountStatementPaper, locale: Locale = 'zh'): Promise<Buffer> {
  return render(accountStatementPaper(facts, locale))
}

export function accountStatementPaper(facts: AccountStatementPaper, locale: Locale = 'zh'): Paper {
  const { loanNumber, contractNumber, statement, lenderName, issuedOn } = facts
  const words = paperWords[locale]
  const { title, file, foot, headings, none, note } = words.statement
  return {
    title: `${file} ${loanNumber}`,
    madeAt: `${issuedOn}T00:00:00.000Z`,
    locale,
    foot: foot(loanNumber, statement.from, statement.to),
    content: [
      { text: title, style: 'title' },
      { text: words.numbers(loanNumber, contractNumber), style: 'subtitle' },
      ...referenceNote(words),
      keyFacts(facts, locale),
      heading(headings[0]!),
      balanceTable(statement, locale),
      heading(headings[1]!),
      statement.lines.length > 0 ? lineTable(statement, locale) : { text: none },
      { text: note, style: 'small', margin: [0, 6, 0, 18] },
      { text: lenderName, alignment: 'right' },
      { text: dayInWords(issuedOn, locale), alignment: 'right' },
    ],
  }
}

function keyFacts({ lenderName, borrower, statement }: AccountStatementPaper, locale: Locale): Content {
  const { from, to, opening, closing, disbursedFen, receivedFen } = statement
  const words = paperWords[locale]
  const labels = words.statement
  return rows([
    [words.lender, lenderName],
    [words.borrower, words.withId(borrower.name, borrower.residentId)],
    [words.account, borrower.bankCard],
    [labels.period, labels.periodOf(from, to)],
    [labels.opening, yuan(opening.principalFen, locale)],
    [labels.disbursed, yuan(disbursedFen, locale)],
    [labels.received, inFiguresAndWords(receivedFen, locale)],
    [labels.closing, inFiguresAndWords(closing.principalFen, locale)],
    ...(opening.heldFen > 0n || closing.heldFen > 0n
      ? [[labels.held, labels.heldOf(opening.heldFen, closing.heldFen)] as const]
      : []),
  ])
}

function balanceTable(
  { opening, grown, paid, waived, closing }: AccountStatementPaper['statement'],
  locale: Locale,
): Content {
  const { balanceHead, balanceRows } = paperWords[locale].statement
  const head = balanceHead.map(headCell)
  const row = (label: string, claims: Claims): Content[] => {
    const parts = claimsOf(claims)
    return [label, ...[...parts, parts.reduce((sum, fen) => sum + fen, 0n)].map((fen) => right(formatYuan(fen)))]
  }
  return {
    table: {
      headerRows: 1,
      widths: ['*', 66, 60, 54, 54, 66],
      body: [
        head,
        row(balanceRows.opening, opening),
        row(balanceRows.grown, grown),
        row(balanceRows.paid, paid),
        row(balanceRows.waived, waived),
        row(balanceRows.closing, closing),
      ],
    },
    layout: LINES,
    fontSize: 8.5,
  }
}

function lineTable({ lines }: AccountStatementPaper['statement'], locale: Locale): Content {
  const head = paperWords[locale].statement.lineHead.map(headCell)
  const body = lines.map((line): Content[] => [
    line.bookedOn,
    line.valueOn,
    line.words[locale],
    right(line.amountFen === null ? '—' : formatYuan(line.amountFen)),
    ...[...claimsOf(line.taken), line.heldFen, line.balanceFen].map((fen) => right(formatYuan(fen))),
  ])
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [41, 41, '*', 46, 46, 40, 34, 34, 40, 46],
      body: [head, ...body],
    },
    layout: { ...RULES, paddingLeft: () => 2, paddingRight: () => 2 },
    fontSize: 7.5,
  }
}

function claimsOf({ principalFen, interestFen, feeFen, penaltyFen }: Claims): Fen[] {
  return [principalFen, interestFen, feeFen, penaltyFen]
}
