import type { Day } from '@puhui/calendar'
import { addMonths } from '@puhui/calendar'
import { catalogueOf, checkFacts } from '@puhui/condition'
import { expect, test } from 'vitest'
import { compilePolicy, consumerLoanFacts, consumerLoanPolicy, decide } from '../index.ts'
import { assessClaims, type Claim, type Evidence } from './claim.ts'
import { defaultClaimRules, discrepancyOf } from './discrepancy.ts'
import { idCardSigns } from './id-card.ts'
import { readPaper } from './paper-bytes.ts'
import { forgerySigns, type PaperSeen, type TruthInput } from './signs.ts'
import { truthFactValues } from './truth-facts.ts'

const AT = '2026-11-22T01:00:00.000Z'
const LATER = '2026-11-22T02:00:00.000Z'
const INCOME = 1_200_000n

function found(over: Pick<Evidence, 'field' | 'kind'> & Partial<Evidence>): Evidence {
  return { value: null, says: null, at: AT, ...over }
}

function standingOf(claim: Claim, ...evidence: Evidence[]) {
  const [one] = assessClaims([claim], evidence, defaultClaimRules, INCOME)
  return [one!.standing, one!.gapPpm]
}

test('[P70] without evidence a claim is unverified; the newest of a person decides, else the machine that is furthest off', () => {
  const claim = { field: 'income', value: INCOME } as const
  expect(standingOf(claim)).toEqual(['unverified', null])
  const bank = found({ field: 'income', kind: 'income', value: 800_000n })
  const other = found({ field: 'income', kind: 'bureau', value: 1_200_000n })
  expect(standingOf(claim, bank, other)).toEqual(['contradicted', 500_000n])
  const call = found({ field: 'income', kind: 'phone', says: 'contradicts' })
  const paper = found({ field: 'income', kind: 'paper', value: 1_150_000n, at: LATER })
  expect(standingOf(claim, bank, paper, call)).toEqual(['verified', 43_478n])
})

test.each([
  ['more than was found', 1_380_001n, 'contradicted'],
  ['15 % more, which is the tolerance', 1_380_000n, 'verified'],
  ['less than was found', 600_000n, 'verified'],
] as const)('[P71] income: %s', (_, value, standing) => {
  const bank = found({ field: 'income', kind: 'income', value: 1_200_000n })
  expect(standingOf({ field: 'income', value }, bank)[0]).toBe(standing)
})

test('[P74] a gap at the tolerance verifies, a millionth above it contradicts', () => {
  const bank = found({ field: 'income', kind: 'income', value: 1_000_000n })
  expect(standingOf({ field: 'income', value: 1_150_000n }, bank)).toEqual(['verified', 150_000n])
  expect(standingOf({ field: 'income', value: 1_150_001n }, bank)).toEqual(['contradicted', 150_001n])
})

test('[P76] a field that nobody could compare moves the score neither way; nothing compared leaves it unknown', () => {
  const scoreOf = (claims: Claim[], ...evidence: Evidence[]) =>
    discrepancyOf(assessClaims(claims, evidence, defaultClaimRules, INCOME), defaultClaimRules).score
  const income: Claim = { field: 'income', value: INCOME }
  const bank = found({ field: 'income', kind: 'income', value: 800_000n })
  expect(scoreOf([income, { field: 'purpose', value: 'travel' }], bank)).toBe(scoreOf([income], bank))
  expect(scoreOf([income])).toBeNull()
})

test('[P72] hidden debts are measured by the stated income; debts stated too high are no gap', () => {
  const bureau = found({ field: 'debts', kind: 'bureau', value: 300_000n })
  expect(standingOf({ field: 'debts', value: 50_000n }, bureau)).toEqual(['contradicted', 208_333n])
  expect(standingOf({ field: 'debts', value: 60_000n }, bureau)).toEqual(['verified', 200_000n])
  expect(standingOf({ field: 'debts', value: 900_000n }, bureau)).toEqual(['verified', 0n])
})

test('[P73] words agree when one holds the other; an answer without a value confirms or contradicts', () => {
  const claim = { field: 'employer', value: '杭州第一中学' } as const
  expect(standingOf(claim, found({ field: 'employer', kind: 'paper', value: '浙江省 杭州第一中学（西湖）' }))[0]).toBe(
    'verified',
  )
  expect(standingOf(claim, found({ field: 'employer', kind: 'paper', value: '宁波商贸' }))[0]).toBe('contradicted')
  expect(standingOf(claim, found({ field: 'employer', kind: 'income', says: 'contradicts' }))[0]).toBe('contradicted')
})

test('[P75] the score is the weight of the gaps by the weight of what was compared', () => {
  const claims: Claim[] = [
    { field: 'income', value: INCOME },
    { field: 'employer', value: '杭州一中' },
    { field: 'purpose', value: 'appliances' },
  ]
  const scoreOf = (...evidence: Evidence[]) =>
    discrepancyOf(assessClaims(claims, evidence, defaultClaimRules, INCOME), defaultClaimRules)
  expect(scoreOf().score).toBeNull()
  const bank = found({ field: 'income', kind: 'income', value: 800_000n })
  expect(scoreOf(bank).score).toBe(50)
  const works = found({ field: 'employer', kind: 'income', says: 'confirms' })
  expect(scoreOf(bank, works)).toMatchObject({
    score: 33,
    lines: [{ field: 'income', pointsHundredths: 3_333 }, { pointsHundredths: 0 }, { gapPpm: null }],
  })
})

test.each([
  ['honest at 30', '1990-03-07', '2020-05-01', '2040-05-01', []],
  ['honest at 47, long-term', '1970-03-07', '2017-05-01', null, []],
  ['twenty years at 20', '2000-03-07', '2020-05-01', '2040-05-01', ['termNotOfAge']],
  ['issued before birth', '1990-03-07', '1989-05-01', '2009-05-01', ['issuedBeforeBirth']],
  ['issued tomorrow', '1990-03-07', '2026-11-23', '2046-11-23', ['issuedInFuture']],
  ['first generation, run out', '1970-03-07', '2001-05-01', '2021-05-01', ['issuedBeforeSecondGeneration', 'expired']],
])('[P77] an identity card: %s', (_, bornOn, issuedOn, validUntil, signs) => {
  const card = { bornOn, issuedOn, validUntil, provinceCode: '33' } as Parameters<typeof idCardSigns>[0]
  expect(idCardSigns(card, true, '2026-11-22' as Day)).toEqual(signs)
  expect(idCardSigns(card, false, '2026-11-22' as Day)).toContain('regionUnknown')
})

test('[P77] the term of every age at issue is taken, and no other', () => {
  for (let age = 10; age < 60; age++) {
    const bornOn = addMonths('2016-05-01' as Day, -12 * age)
    const years = age < 16 ? 5 : age < 26 ? 10 : age < 46 ? 20 : null
    const issuedOn = '2016-05-01' as Day
    const validUntil = years === null ? null : addMonths(issuedOn, 12 * years)
    expect(idCardSigns({ bornOn, issuedOn, validUntil, provinceCode: '33' }, true, '2017-01-01' as Day)).toEqual([])
    const wrong = addMonths(issuedOn, 12 * (years === 20 ? 10 : 20))
    expect(idCardSigns({ bornOn, issuedOn, validUntil: wrong, provinceCode: '33' }, true, '2017-01-01' as Day)).toEqual(
      ['termNotOfAge'],
    )
  }
})

const PAPER: PaperSeen = {
  kind: 'payslip',
  software: null,
  createdAt: null,
  changedAt: null,
  others: 0,
  ownerName: '王小明',
  employer: '杭州一中',
}
const CLEAN: TruthInput = {
  idCard: [],
  papers: [PAPER],
  name: '王小明',
  ownsPhone: true,
  ownsCard: true,
  employer: '杭州一中',
  isPaidByEmployer: true,
}

test.each<[string, Partial<TruthInput>, string[]]>([
  ['nothing', {}, []],
  ['a card that contradicts itself', { idCard: ['termNotOfAge'] }, ['idCard']],
  ['a payslip that another handed in', { papers: [{ ...PAPER, others: 1 }] }, ['sharedPaper']],
  ['a deed of a couple', { papers: [{ ...PAPER, kind: 'property', others: 1, ownerName: '李红' }] }, []],
  ['a deed of three', { papers: [{ ...PAPER, kind: 'property', others: 2 }] }, ['sharedPaper']],
  ['an editor', { papers: [{ ...PAPER, software: 'Adobe Photoshop 25.1 (Windows)' }] }, ['editedPaper']],
  ['a scanner', { papers: [{ ...PAPER, software: 'CamScanner' }] }, []],
  [
    'changed on another day',
    { papers: [{ ...PAPER, createdAt: '2026-10-01T09:00:00', changedAt: '2026-11-20T10:00:00' }] },
    ['editedPaper'],
  ],
  ['another name', { papers: [{ ...PAPER, ownerName: '李红' }] }, ['foreignPaper']],
  ['telephone and card of others', { ownsPhone: false, ownsCard: false }, ['foreignPhone', 'foreignCard']],
  ['wages from elsewhere', { isPaidByEmployer: false }, ['otherEmployer']],
  ['a payslip of another employer', { papers: [{ ...PAPER, employer: '宁波商贸' }] }, ['otherEmployer']],
])('[P78] signs of forgery: %s', (_, over, signs) => {
  expect(forgerySigns({ ...CLEAN, ...over })).toEqual(signs)
})

test('[P79] what nobody looked at is unknown, and the shipped policy refers what contradicts', () => {
  const nobody = { ...CLEAN, idCard: null, papers: [], ownsPhone: null, ownsCard: null, isPaidByEmployer: null }
  const factsOf = (evidence: Evidence[], input: TruthInput) => {
    const assessed = assessClaims([{ field: 'income', value: INCOME }], evidence, defaultClaimRules, INCOME)
    const score = discrepancyOf(assessed, defaultClaimRules)
    return truthFactValues(assessed, defaultClaimRules, score, input, forgerySigns(input))
  }
  const unknown = factsOf([], nobody)
  expect(unknown).toMatchObject({ discrepancyScore: null, paperShared: null, phoneOfAnother: null, forgerySigns: 0 })
  const catalogue = catalogueOf(consumerLoanFacts)
  const known = factsOf([found({ field: 'income', kind: 'income', value: 800_000n })], { ...CLEAN, ownsPhone: false })
  expect(checkFacts(known, catalogue).ok && checkFacts(unknown, catalogue).ok).toBe(true)
  const truth = {
    ...consumerLoanPolicy,
    stages: consumerLoanPolicy.stages.slice(-1),
    reasons: consumerLoanPolicy.reasons,
  }
  const alone = compilePolicy(truth, catalogue)
  const decided = alone.ok ? decide(alone.value, known) : null
  expect(decided).toMatchObject({ outcome: 'refer' })
  expect(decided!.allReasons.map(({ code }) => code)).toEqual([
    'OWNER_MISMATCH',
    'CLAIM_CONTRADICTED',
    'DISCREPANCY_HIGH',
  ])
})

test('[P80] one picture with other words about it is the same picture; another picture is not', () => {
  const jpeg = (said: string, shown: string) => {
    const app = [0xff, 0xe1, 0, said.length + 2, ...bytesOf(said)]
    const table = [0xff, 0xdb, 0, 4, 1, 2]
    return new Uint8Array([0xff, 0xd8, ...app, ...table, 0xff, 0xda, 0, 2, ...bytesOf(shown), 0xff, 0xd9])
  }
  const one = readPaper(jpeg('Exif 2026:11:20 10:00:00', 'payslip'))
  const edited = readPaper(jpeg('Adobe Photoshop 25.1 2026:11:20 10:00:00 2026:11:21 09:00:00', 'payslip'))
  expect(edited).toMatchObject({
    format: 'jpeg',
    software: 'Adobe Photoshop 25.1 2026',
    createdAt: '2026-11-20T10:00:00',
    changedAt: '2026-11-21T09:00:00',
  })
  expect(edited.picture).toEqual(one.picture)
  expect(readPaper(jpeg('', 'other')).picture).not.toEqual(one.picture)
  const pdf =
    '%PDF-1.7\n1 0 obj <</Producer (Skia/PDF) /CreationDate (D:20261120100000+08) /ModDate (D:20261121)>> stream\nabc\nendstream'
  expect(readPaper(new Uint8Array(bytesOf(pdf)))).toMatchObject({
    format: 'pdf',
    software: 'Skia/PDF',
    createdAt: '2026-11-20T10:00:00',
    changedAt: '2026-11-21T00:00:00',
  })
})

test('[P80] what has the head of a picture and no picture is no paper, and no file takes long to read', () => {
  const png = [0x89, ...bytesOf('PNG\r\n\x1a\n')]
  expect(readPaper(new Uint8Array(png)).format).toBe('other')
  expect(readPaper(new Uint8Array([0xff, 0xd8, 0xff])).format).toBe('other')
  expect(readPaper(new Uint8Array(bytesOf('%PDF-1.7\n'))).format).toBe('other')
  const header = [0, 0, 0, 13, ...bytesOf('IHDR'), ...Array(17).fill(0)]
  const words = [0x00, 0x80, 0x00, 0x00, ...bytesOf('tEXt')]
  const wordy = new Uint8Array(8_400_000).fill(0x61)
  wordy.set([...png, ...header, ...words])
  expect(readPaper(wordy)).toMatchObject({ format: 'png', software: null })
  const openings = new TextEncoder().encode(`%PDF-1.7\n${'stream\n'.repeat(1_000_000)}`)
  expect(readPaper(openings).format).toBe('other')
})

function bytesOf(text: string): number[] {
  return [...text].map((char) => char.charCodeAt(0))
}
