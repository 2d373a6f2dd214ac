import type { Localized } from '@puhui/kernel'
import type { MaskKind } from './mask.ts'

/** C3 lets one act as the person, C2 tells who they are and what they have, C1 is for use inside the lender. */
export type DataClass = 'C1' | 'C2' | 'C3'

export interface FieldClass {
  readonly label: Localized
  readonly dataClass: DataClass
  readonly mask: MaskKind
  /** May not be kept at all, in any form. */
  readonly isNeverStored: boolean
  /** Kept only encrypted: all of C3, and by our own choice the identifiers that open other doors. */
  readonly isEncryptedAtRest: boolean
}

/** What the platform holds about people, by class. The lists come from memory of JR/T 0171-2020 § 4.2. */
export const FIELD_CLASSES = {
  'track-data': neverStored('磁道或芯片等效信息', 'Track or chip data'),
  cvn2: neverStored('卡片验证码', 'Card verification number'),
  'card-pin': neverStored('银行卡密码', 'Card PIN'),
  'payment-password': neverStored('网络支付密码', 'Payment password'),
  'card-expiry': c3('卡片有效期', 'Card expiry'),
  'login-password': c3('登录密码', 'Login password'),
  'face-image': c3('人脸信息', 'Face image'),
  fingerprint: c3('指纹', 'Fingerprint'),
  'one-time-code': c3('短信验证码', 'One-time code'),
  name: c2('姓名', 'Name', 'name'),
  'resident-id': c2('身份证号', 'Resident ID number', 'resident-id', true),
  'id-document': c2('身份证件影像', 'Image of the ID document', 'full', true),
  mobile: c2('手机号', 'Mobile number', 'mobile'),
  email: c2('电子邮箱', 'E-mail address', 'email'),
  address: c2('家庭住址', 'Home address', 'address'),
  'bank-card': c2('银行卡号', 'Bank card number', 'bank-card', true),
  'login-name': c2('登录名', 'Login name', 'full'),
  income: c2('收入', 'Income', 'full'),
  assets: c2('资产', 'Assets', 'full'),
  'credit-report': c2('征信信息', 'Credit report', 'full'),
  'loan-record': c2('借款记录', 'Loan record', 'full'),
  employer: c2('工作单位', 'Employer', 'full'),
  'account-opened-on': c1('开户时间', 'Day the account was opened'),
  'account-institution': c1('开户机构', 'Institution of the account'),
  'payment-token': c1('支付标记', 'Payment token'),
} as const satisfies Record<string, FieldClass>

export type FieldName = keyof typeof FIELD_CLASSES

/** The class of a field, or undefined for a name that is not in the table. */
export function fieldClass(field: string): FieldClass | undefined {
  return Object.hasOwn(FIELD_CLASSES, field) ? FIELD_CLASSES[field as FieldName] : undefined
}

function neverStored(zh: string, en: string): FieldClass {
  return { label: { zh, en }, dataClass: 'C3', mask: 'full', isNeverStored: true, isEncryptedAtRest: true }
}

function c3(zh: string, en: string): FieldClass {
  return { label: { zh, en }, dataClass: 'C3', mask: 'full', isNeverStored: false, isEncryptedAtRest: true }
}

function c2(zh: string, en: string, mask: MaskKind, isEncryptedAtRest = false): FieldClass {
  return { label: { zh, en }, dataClass: 'C2', mask, isNeverStored: false, isEncryptedAtRest }
}

function c1(zh: string, en: string): FieldClass {
  return { label: { zh, en }, dataClass: 'C1', mask: 'full', isNeverStored: false, isEncryptedAtRest: false }
}
