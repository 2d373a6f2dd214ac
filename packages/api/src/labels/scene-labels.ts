import type { Localized } from '@puhui/kernel'
import { SCENES, type SceneCode } from '@puhui/product'

const sceneLabels = Object.fromEntries(SCENES.map(({ code, name }) => [code, name])) as Readonly<
  Record<SceneCode, Localized>
>

const fundUseLabels = {
  declared: { zh: '声明用途', en: 'As declared' },
  otherScene: { zh: '其他消费', en: 'Other consumption' },
  cash: { zh: '取现', en: 'Cash' },
  unknown: { zh: '不明', en: 'Unknown' },
  securities: { zh: '证券投资', en: 'Securities' },
  property: { zh: '购房置业', en: 'Property' },
  otherLender: { zh: '归还其他贷款', en: 'Another lender' },
  gambling: { zh: '博彩', en: 'Gambling' },
} as const

/** Scenes, merchants, the use of money and mandates. */
export const sceneLabelSets = {
  scene: sceneLabels,
  mandateAmount: {
    'all-due': { zh: '全部到期应还', en: 'All that is due' },
    'oldest-instalment': { zh: '最早一期', en: 'The oldest instalment' },
  },
  mandateOutcome: {
    execute: { zh: '已执行', en: 'Executed' },
    skip: { zh: '未扣款', en: 'Nothing taken' },
  },
  mandateSkip: {
    expired: { zh: '授权已到期', en: 'The mandate has ended' },
    'account-changed': { zh: '账户已变更', en: 'The account has changed' },
    'nothing-due': { zh: '无到期款', en: 'Nothing is due' },
    'not-a-day': { zh: '非约定日', en: 'Not a day of the rule' },
  },
  mandateStatus: {
    active: { zh: '生效中', en: 'In force' },
    replaced: { zh: '已被替换', en: 'Replaced' },
    revoked: { zh: '已撤销', en: 'Revoked' },
  },
  fundUse: fundUseLabels,
  fundShare: { ...fundUseLabels, unspent: { zh: '尚未使用或未见', en: 'Not spent, or not seen' } },
  fundAlertStatus: {
    open: { zh: '待处理', en: 'Open' },
    proofAsked: { zh: '已要求凭证', en: 'Proof asked for' },
    explained: { zh: '已说明', en: 'Explained' },
    calledIn: { zh: '要求提前归还', en: 'Called in' },
  },
  payee: {
    borrower: { zh: '借款人', en: 'The borrower' },
    merchant: { zh: '商户（受托支付）', en: 'The merchant' },
  },
  merchantStatus: {
    submitted: { zh: '待复核', en: 'Awaiting approval' },
    active: { zh: '已准入', en: 'Admitted' },
    rejected: { zh: '未准入', en: 'Turned away' },
    suspended: { zh: '已暂停', en: 'Suspended' },
  },
} as const
