import { type investigationApi, labelOf, type OutputOf } from '@puhui/api'
import type { Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'
import type { ClaimField, ClaimValue, ForgerySign, IdCardSign } from '@puhui/policy'
import { applicationById } from '../modules/applications/index.ts'
import { customerById } from '../modules/customers/index.ts'
import {
  claimRulesOf,
  type Found,
  type LookedAt,
  lookInto,
  type Paper,
  underwritingParameters,
} from '../modules/underwriting/index.ts'
import { businessDate } from '../platform/clock.ts'
import type { ReadContext } from '../platform/context.ts'

type Shown = OutputOf<typeof investigationApi.getInvestigation>

/** How each thing that was stated stands, by which evidence, and what is still to be looked into. */
export async function investigation(ctx: ReadContext, applicationId: string): Promise<Shown> {
  const application = await applicationById(ctx, applicationId)
  const customer = await customerById(ctx, application.customerId)
  const on = await businessDate(ctx.db)
  const { purpose, facts } = application
  const looked = await lookInto(ctx, { applicationId, customer, purpose, groups: facts ?? [], on })
  const rules = claimRulesOf((await underwritingParameters(ctx)).values)
  return {
    claims: looked.claims.map(({ field, value, standing, gapPpm, evidence, deciding }) => {
      const line = looked.discrepancy.lines.find((one) => one.field === field)!
      return {
        field,
        declared: valueShown(field, value),
        standing,
        gapPpm: gapPpm === null ? null : Number(gapPpm),
        tolerancePpm: Number(line.tolerancePpm),
        weight: line.weight,
        pointsHundredths: line.pointsHundredths,
        isNeeded: rules.some((rule) => rule.field === field && rule.isNeeded),
        evidence: evidence.map((one) => evidenceShown(one, one === deciding)),
      }
    }),
    score: looked.discrepancy.score,
    signs: looked.signs.map((sign) => ({ sign, about: signAbout(sign, looked) })),
    missing: missingOf(looked, rules),
    papers: looked.papers.map(paperShown),
    parameterVersion: looked.parameterVersion,
  }
}

function evidenceShown(found: Found, isDeciding: boolean): Shown['claims'][number]['evidence'][number] {
  const { kind, source, field, value, says, note, at, isSimulated, by } = found
  const shown = says === null ? valueShown(field, value) : labelOf('evidenceSays', says)
  return { kind, source, shown, says, note, at: at === '' ? null : at, isSimulated, by, isDeciding }
}

const NOT_SAID: Localized = { zh: '未填写', en: 'Not stated' }

function valueShown(field: ClaimField, value: ClaimValue): Localized {
  if (value === null) return NOT_SAID
  if (typeof value === 'bigint') {
    return { zh: `${formatYuan(value)} 元/月`, en: `¥${formatYuan(value)} a month` }
  }
  if (field === 'assets') return HOMES[value] ?? both(value)
  if (field === 'purpose') return purposeShown(value)
  return both(value)
}

const HOMES: Readonly<Record<string, Localized>> = {
  own: { zh: '自有住房', en: 'Owns a home' },
  mortgage: { zh: '按揭住房', en: 'Home with a mortgage' },
  rent: { zh: '租房', en: 'Rents' },
  family: { zh: '与家人同住或其他', en: 'With family or other' },
}

function purposeShown(value: string): Localized {
  const label: Localized | undefined = labelOf('purpose', value as never)
  return label ?? both(value)
}

function both(text: string): Localized {
  return { zh: text, en: text }
}

const CARD: Readonly<Record<IdCardSign, Localized>> = {
  regionUnknown: { zh: '地区码不存在', en: 'no such region' },
  issuedBeforeBirth: { zh: '签发早于出生', en: 'issued before birth' },
  issuedBeforeSecondGeneration: { zh: '签发早于二代证', en: 'issued before cards of the second generation' },
  issuedInFuture: { zh: '签发日在未来', en: 'issued in the future' },
  termNotOfAge: { zh: '有效期与签发年龄不符', en: 'its term is not the one for the age at issue' },
  expired: { zh: '已过有效期', en: 'it has run out' },
}

function signAbout(sign: ForgerySign, { idCard, papers }: LookedAt): Localized {
  if (sign === 'idCard') return joined((idCard ?? []).map((one) => CARD[one]))
  if (sign === 'sharedPaper') {
    const most = Math.max(...papers.map(({ others }) => others))
    return { zh: `另有 ${most} 人提交过同一材料`, en: `${most} other applicants handed in the same` }
  }
  if (sign === 'editedPaper') {
    const { software, created_said, changed_said } = papers.find((paper) => paper.software || paper.changed_said)!
    const dates = created_said && changed_said ? `${created_said} → ${changed_said}` : ''
    return both([software, dates].filter(Boolean).join(' · '))
  }
  return { zh: '', en: '' }
}

function joined(texts: readonly Localized[]): Localized {
  return { zh: texts.map(({ zh }) => zh).join('；'), en: texts.map(({ en }) => en).join('; ') }
}

/** What would settle a claim. */
const NEEDS: Readonly<Record<ClaimField, Localized>> = {
  income: {
    zh: '近三个月工资单或银行流水，或致电单位',
    en: 'Payslips or statements of three months, or a call to the employer',
  },
  employer: { zh: '在职证明，或致电单位', en: 'Proof of employment, or a call to the employer' },
  assets: { zh: '房产证明或租约', en: 'Proof of property or a lease' },
  debts: { zh: '其他借款的还款计划，或致电客户', en: 'Schedules of the other loans, or a call' },
  address: { zh: '水电账单，或上门核实', en: 'A bill of the household, or a visit' },
  purpose: { zh: '订单、合同或发票，或致电客户', en: 'An order, contract or invoice, or a call' },
}

function missingOf({ claims }: LookedAt, rules: ReturnType<typeof claimRulesOf>): Shown['missing'] {
  return claims
    .filter(({ field, standing }) => {
      if (standing === 'contradicted') return true
      return standing === 'unverified' && rules.some((rule) => rule.field === field && rule.isNeeded)
    })
    .map(({ field, standing }) => ({ field, standing, needs: NEEDS[field] }))
}

function paperShown(paper: Paper): Shown['papers'][number] {
  const { id, kind, file_name: fileName, bytes, software, created_said, changed_said, others, reading } = paper
  return {
    id,
    kind,
    fileName,
    bytes,
    software,
    createdAt: created_said,
    changedAt: changed_said,
    others,
    reading: reading && { shown: readingShown(reading), by: reading.by, at: reading.at },
    uploadedAt: paper.uploaded_at,
  }
}

function readingShown({ is_owner, shows, note }: NonNullable<Paper['reading']>): Localized {
  const income = shows.incomeMonthlyFen
  const parts: Localized[] = [
    is_owner ? { zh: '本人姓名', en: 'In the applicant’s name' } : { zh: '他人姓名', en: 'In another name' },
    ...(income === undefined ? [] : [valueShown('income', BigInt(income))]),
    ...(shows.employer === undefined ? [] : [both(shows.employer)]),
    ...(shows.homeOwnership === undefined ? [] : [valueShown('assets', shows.homeOwnership)]),
    ...(shows.purposeSays === undefined ? [] : [withLabel('purpose', shows.purposeSays)]),
    ...(shows.addressSays === undefined ? [] : [withLabel('address', shows.addressSays)]),
    ...(shows.issuedOn === undefined ? [] : [both(`${shows.issuedOn} – ${shows.validUntil ?? '∞'}`)]),
    ...(note === '' ? [] : [both(note)]),
  ]
  return joined(parts)
}

function withLabel(field: ClaimField, says: 'confirms' | 'contradicts'): Localized {
  const [name, verdict] = [labelOf('claimField', field), labelOf('evidenceSays', says)]
  return { zh: `${name.zh}${verdict.zh}`, en: `${name.en}: ${verdict.en.toLowerCase()}` }
}
