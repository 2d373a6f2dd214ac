import type { Day } from '@puhui/calendar'
import { LENDER_KINDS } from '../lender-kind.ts'
import { defineRule } from '../rule.ts'
import { ALLOW, refuseBy } from '../verdict.ts'

export interface AdvertisingMessageInput {
  readonly hasConsent: boolean
  /** The message says who sends it. */
  readonly hasSender: boolean
  readonly hasUnsubscribe: boolean
  /** Taps to close a pop-up; absent for messages. */
  readonly tapsToClose?: number
}

/** CN-CONS-005: an electronic advertisement needs consent, a sender, a way out, and closes with one tap. */
export const advertisingMessage = defineRule({
  id: 'CN-CONS-005',
  title: { zh: '电子广告须经同意并可退订', en: 'Advertising needs consent and a way out' },
  text: {
    zh: '未经同意不得以电子信息方式发送广告；应明示发送者身份并提供拒绝继续接收的方式；弹出广告应确保一键关闭。',
    en: 'No electronic advertisement without consent; it says who sends it and how to stop it; a pop-up closes with one tap.',
  },
  instrument: { zh: '广告法第四十三、四十四条', en: 'Advertising Law arts. 43, 44' },
  sources: ['advertising-law'],
  effectiveFrom: '2021-04-29' as Day,
  effectiveTo: null,
  lenderKinds: LENDER_KINDS,
  events: ['marketing.send', 'popup.render'],
  parameters: {
    tapsToCloseMax: { value: 1, bound: 'max', provenance: 'sourced' },
    quietFrom: { value: '21:00', bound: 'free', provenance: 'design-default' },
    quietTo: { value: '08:00', bound: 'free', provenance: 'design-default' },
  },
  codes: [
    'compliance.advertising_consent_missing',
    'compliance.sender_missing',
    'compliance.unsubscribe_missing',
    'compliance.popup_not_closable',
  ],
  check: (input: AdvertisingMessageInput, { tapsToCloseMax }) => {
    if (!input.hasConsent) return refuseBy('compliance.advertising_consent_missing')
    if (!input.hasSender) return refuseBy('compliance.sender_missing')
    if (!input.hasUnsubscribe) return refuseBy('compliance.unsubscribe_missing')
    return (input.tapsToClose ?? 0) > tapsToCloseMax
      ? refuseBy('compliance.popup_not_closable', { tapsToCloseMax })
      : ALLOW
  },
})
