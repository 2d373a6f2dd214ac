import type { Day } from '@puhui/calendar'
import type { Fen } from '@puhui/money'
import { dayInWords, inWords, yuan } from './amount.ts'
import { type Paper, render } from './render.ts'

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
export function settlementCertificatePdf(facts: SettlementCertificate): Promise<Buffer> {
  return render(settlementCertificate(facts))
}

export function settlementCertificate(facts: SettlementCertificate): Paper {
  const { borrower, principalFen } = facts
  return {
    title: `贷款结清证明 ${facts.loanNumber}`,
    madeAt: `${facts.issuedOn}T00:00:00.000Z`,
    foot: `借据编号 ${facts.loanNumber}`,
    content: [
      { text: '贷款结清证明', style: 'title', margin: [0, 60, 0, 6] },
      { text: `借据编号：${facts.loanNumber}　合同编号：${facts.contractNumber}`, style: 'subtitle' },
      {
        text: `兹证明 ${borrower.name}（居民身份证 ${borrower.residentId}）于 ${dayInWords(facts.disbursedOn)} 向我公司借款人民币 ${yuan(principalFen)}（大写：${inWords(principalFen)}），已于 ${dayInWords(facts.settledOn)} 清偿全部本金、利息及费用，该笔贷款已结清，双方债权债务关系终止。`,
        fontSize: 12,
        lineHeight: 1.9,
        margin: [0, 20, 0, 20],
      },
      { text: '特此证明。', fontSize: 12, margin: [0, 0, 0, 60] },
      { text: facts.lenderName, alignment: 'right', fontSize: 12 },
      { text: dayInWords(facts.issuedOn), alignment: 'right', fontSize: 12 },
    ],
  }
}
