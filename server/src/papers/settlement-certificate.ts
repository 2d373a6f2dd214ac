import type { Day } from '@puhui/calendar'
import type { Locale } from '@puhui/kernel'
import type { Fen } from '@puhui/money'
import { dayInWords } from './amount.ts'
import { paperWords } from './paper-words.ts'
import { type Paper, render } from './render.ts'
import { referenceNote } from './table.ts'

export interface SettlementCertificate {
  readonly loanNumber: string
  readonly contractNumber: string
  readonly lenderName: string
  readonly borrower: { readonly name: string; readonly residentId: string }
  readonly principalFen: Fen
  readonly disbursedOn: Day
  readonly settledOn: Day
  readonly issuedOn: Day
}

/** Sets the paper that says a loan is paid. Same facts, same bytes. */
export function settlementCertificatePdf(facts: SettlementCertificate, locale: Locale = 'zh'): Promise<Buffer> {
  return render(settlementCertificate(facts, locale))
}

export function settlementCertificate(facts: SettlementCertificate, locale: Locale = 'zh'): Paper {
  const { borrower, principalFen, loanNumber, disbursedOn, settledOn, issuedOn } = facts
  const words = paperWords[locale]
  const { title, foot, body, closing } = words.certificate
  return {
    title: `${title} ${loanNumber}`,
    madeAt: `${issuedOn}T00:00:00.000Z`,
    locale,
    foot: foot(loanNumber),
    content: [
      { text: title, style: 'title', margin: [0, 60, 0, 6] },
      { text: words.numbers(loanNumber, facts.contractNumber), style: 'subtitle' },
      ...referenceNote(words),
      {
        text: body(borrower.name, borrower.residentId, principalFen, disbursedOn, settledOn),
        fontSize: 12,
        lineHeight: 1.9,
        margin: [0, 20, 0, 20],
      },
      { text: closing, fontSize: 12, margin: [0, 0, 0, 60] },
      { text: facts.lenderName, alignment: 'right', fontSize: 12 },
      { text: dayInWords(issuedOn, locale), alignment: 'right', fontSize: 12 },
    ],
  }
}
