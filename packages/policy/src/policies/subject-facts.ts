import type { Fact } from '@puhui/condition'

/** The windows over which applications are counted, up to now. */
export const VELOCITY_WINDOWS = [
  { name: '1h', hours: 1, zh: '近 1 小时', en: 'in 1 hour' },
  { name: '24h', hours: 24, zh: '近 24 小时', en: 'in 24 hours' },
  { name: '7d', hours: 168, zh: '近 7 天', en: 'in 7 days' },
  { name: '30d', hours: 720, zh: '近 30 天', en: 'in 30 days' },
  { name: '90d', hours: 2_160, zh: '近 90 天', en: 'in 90 days' },
] as const

const SUBJECTS = [
  { kind: 'phone', zh: '同一手机号', en: 'of this telephone' },
  { kind: 'residentId', zh: '同一身份证号', en: 'of this identity number' },
  { kind: 'bankCard', zh: '同一银行卡', en: 'of this bank card' },
  { kind: 'device', zh: '同一设备', en: 'of this device' },
  { kind: 'address', zh: '同一地址', en: 'of this address' },
] as const

/**
 * The id of a velocity fact.
 *
 * @example velocityFactId('device', 'Applications', '24h') // 'deviceApplications24h'
 */
export function velocityFactId(
  kind: (typeof SUBJECTS)[number]['kind'],
  of: 'Applications' | 'Customers',
  window: (typeof VELOCITY_WINDOWS)[number]['name'],
): string {
  return `${kind}${of}${window}`
}

const lists: readonly Fact[] = [
  {
    id: 'greylisted',
    label: { zh: '命中灰名单', en: 'on the grey list' },
    type: 'boolean',
    personal: 'C2',
    source: 'list',
  },
  {
    id: 'whitelisted',
    label: { zh: '命中白名单', en: 'on the white list' },
    type: 'boolean',
    personal: 'C2',
    source: 'list',
  },
]

const velocity: readonly Fact[] = SUBJECTS.flatMap(({ kind, zh, en }) =>
  VELOCITY_WINDOWS.flatMap((window): Fact[] => [
    {
      id: velocityFactId(kind, 'Applications', window.name),
      label: { zh: `${zh}${window.zh}申请次数`, en: `applications ${en} ${window.en}` },
      type: 'integer',
      min: 0,
      unit: { zh: '次', en: 'times' },
      personal: 'C2',
      source: 'own-history',
      note: { zh: '不含本次申请', en: 'Without this application' },
    },
    {
      id: velocityFactId(kind, 'Customers', window.name),
      label: { zh: `${zh}${window.zh}申请人数`, en: `applicants ${en} ${window.en}` },
      type: 'integer',
      min: 0,
      unit: { zh: '人', en: 'people' },
      personal: 'C2',
      source: 'own-history',
      note: { zh: '不含本次申请', en: 'Without this application' },
    },
  ]),
)

const outside: readonly Fact[] = [
  {
    id: 'verifiedMonthlyIncome',
    label: { zh: '核实月收入', en: 'verified monthly income' },
    type: 'money',
    min: 0,
    unit: { zh: '元', en: 'yuan' },
    personal: 'C2',
    source: 'income',
    note: { zh: '按代发工资记录；未授权或无记录为未知', en: 'From salary payments; unknown without consent or record' },
  },
  {
    id: 'incomeOverstated',
    label: { zh: '申报收入高出核实收入的比例', en: 'stated income above verified income' },
    type: 'rate',
    min: 0,
    personal: 'C2',
    source: 'income',
    note: { zh: '（申报 − 核实）÷ 核实，不低于零', en: '(stated − verified) ÷ verified, not below zero' },
  },
  {
    id: 'deviceEmulated',
    label: { zh: '设备为模拟器', en: 'device is an emulator' },
    type: 'boolean',
    personal: 'C2',
    source: 'device',
  },
  {
    id: 'deviceAgeDays',
    label: { zh: '设备首次出现至今天数', en: 'days since the device was first seen' },
    type: 'integer',
    min: 0,
    unit: { zh: '天', en: 'days' },
    personal: 'C2',
    source: 'device',
  },
]

/** What lists, the counting of applications and providers asked with consent know of an applicant. */
export const subjectFacts: readonly Fact[] = [...lists, ...velocity, ...outside]
