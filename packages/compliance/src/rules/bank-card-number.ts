import type { Day } from '@puhui/calendar'
import { parseBankCard } from '../bank-card.ts'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export type CardInput =
  | { readonly act: 'validate'; readonly card: string }
  /** Looking the issuer up by the number's first digits. */
  | { readonly act: 'look-up'; readonly sendsNumberOut: boolean }

/** CN-DATA-003: a card number has 13 to 19 digits and its check digit, and is never sent out to be looked up. */
export const bankCardNumber = defineRule({
  id: 'CN-DATA-003',
  title: { zh: '银行卡号校验', en: 'Bank card number' },
  text: {
    zh: '银行卡号十三至十九位，末位为Luhn校验码；发卡行以本地卡BIN表识别，不得把卡号发往外部查询。',
    en: 'A card number has 13 to 19 digits, the last a Luhn check digit; its issuer is found in a local table and the number is never sent out to be looked up.',
  },
  instrument: { zh: 'ISO/IEC 7812；银联卡BIN 62', en: 'ISO/IEC 7812; UnionPay BIN 62' },
  sources: ['iso-7812'],
  effectiveFrom: '2020-01-01' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['form.validate'],
  parameters: {
    remoteBinLookup: { value: false, bound: 'fixed', provenance: 'sourced' },
    unionPayPrefix: { value: '62', bound: 'fixed', provenance: 'sourced' },
  },
  codes: [
    'compliance.card_wrong_shape',
    'compliance.card_wrong_length',
    'compliance.card_wrong_check_digit',
    'compliance.card_lookup_leaves_lender',
  ],
  check: (input: CardInput) => {
    if (input.act === 'look-up') {
      return input.sendsNumberOut ? refuseBy('compliance.card_lookup_leaves_lender') : ALLOW
    }
    const parsed = parseBankCard(input.card)
    return parsed.ok ? ALLOW : refuseBy(parsed.error.code)
  },
})
