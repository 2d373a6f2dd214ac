import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Day } from '@puhui/calendar'
import { schedule } from '@puhui/product'
import { expect, test } from 'vitest'
import { type AccountStatementPaper, accountStatementPaper, accountStatementPdf } from './account-statement.ts'
import { inWords } from './amount.ts'
import { type ContractPaper, contractPaper, contractPdf } from './contract-paper.ts'
import { charactersOf, render } from './render.ts'
import { type RepaymentSchedulePaper, repaymentSchedulePaper, repaymentSchedulePdf } from './repayment-schedule.ts'
import { settlementCertificate, settlementCertificatePdf } from './settlement-certificate.ts'

const l = (zh: string) => ({ zh, en: zh })
const preparedOn = '2026-01-31' as Day
const terms = {
  principalFen: 12_345_678n,
  annualRatePpm: 128_000n,
  method: 'equal-instalment' as const,
  termMonths: 60,
  interestBasis: 'monthly' as const,
  dueDay: { kind: 'disbursement-day' as const },
  workingDayShift: 'none' as const,
  instalment: { multipleFen: 1n, rounding: 'half-even' as const },
  fees: [],
}

const facts: ContractPaper = {
  number: 'HT202600000001',
  lenderName: '普惠消费金融（演示）',
  borrower: { name: '王䶮', residentId: '330106********0115', mobile: '139****0001', bankCard: '6222 **** 0128' },
  productName: '现金贷',
  principalFen: terms.principalFen,
  termMonths: 60,
  methodName: '等额本息',
  annualRatePpm: 128_000n,
  costSimplePpm: 128_000n,
  costIrrPpm: 135_800n,
  preparedOn,
  schedule: schedule({ terms, disbursedOn: preparedOn, holidays: { holidays: new Set(), workingWeekends: new Set() } }),
  costTable: {
    items: [
      {
        name: l('利息'),
        collectMethod: l('按期收取'),
        standard: l('年利率 12.80%'),
        collector: l('贷款人'),
        amountFen: '100',
        annualisedPpm: 128_000,
      },
    ],
    contingentItems: [{ name: l('罚息'), standard: l('年利率 19.20%'), collector: l('贷款人') }],
    statement: l('除上述已明示成本外，不再收取其他与贷款相关的息费。'),
  },
  clauses: [{ title: l('罕用字'), text: l('奡、骉、㛃、镕、頔、昇、堃、喆皆为人名常用字。') }],
  termsHash: 'a'.repeat(64),
  madeAt: '2026-01-31T02:00:00.000Z',
  signed: 'unsigned',
  confirmations: ['借款人于 2026-01-31 10:00:00 阅读综合融资成本明示表至末尾（阅读 15 秒）并确认。'],
}

test.each([
  [1_200_000n, '人民币壹万贰仟元整'],
  [1_005_005n, '人民币壹万零伍拾元零伍分'],
  [50n, '人民币伍角整'],
  [12_345_678n, '人民币壹拾贰万叁仟肆佰伍拾陆元柒角捌分'],
])('an amount of %d fen is written as %s', (fen, words) => {
  expect(inWords(fen)).toBe(words)
})

test('a contract of sixty instalments is small, and the same facts make the same bytes', async () => {
  const [first, second] = [await contractPdf(facts), await contractPdf(facts)]
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  expect(hash(first)).toBe(hash(second))
  expect(first.length).toBeLessThan(100_000)
  expect(first.subarray(0, 5).toString()).toBe('%PDF-')
})

test('every character of a contract stands in the typeface, rare names included; one that does not stops it', async () => {
  expect(charactersOf(contractPaper(facts))).toEqual(expect.arrayContaining(['䶮', '奡', '骉', '㛃']))
  await expect(contractPdf(facts)).resolves.toBeInstanceOf(Buffer)
  const paper = { title: 't', madeAt: facts.madeAt, foot: '', content: ['\u{1F4B0}'] }
  await expect(render(paper)).rejects.toThrow('the typeface has every character')
})

const SAYS = ['王䶮', '奡、骉、㛃', '壹拾贰万叁仟肆佰伍拾陆元柒角捌分', '综合融资成本明示表', '剩余本金']
const certificate = {
  loanNumber: 'PH202600000001',
  contractNumber: 'HT202600000001',
  lenderName: '普惠消费金融（演示）',
  borrower: { name: '骉奡', residentId: '330106********0115' },
  principalFen: 2_000_000n,
  disbursedOn: preparedOn,
  settledOn: '2026-03-01' as Day,
  issuedOn: '2026-03-01' as Day,
}
const CERTIFIES = ['骉奡', 'PH202600000001', '人民币贰万元整', '2026年3月1日', '已结清']

test('a contract is set with its parties, sums, cost table and every due day', () => {
  const text = wordsOf(contractPaper(facts).content)
  const dueDays = facts.schedule.instalments.map(({ dueOn }) => dueOn)
  expect([...SAYS, ...dueDays].filter((part) => !text.includes(part))).toEqual([])
})

test('a settlement certificate is set with the loan, the sum in words and the day', () => {
  const text = wordsOf(settlementCertificate(certificate).content)
  expect(CERTIFIES.filter((part) => !text.includes(part))).toEqual([])
})

const parties = {
  loanNumber: 'PH202600000001',
  contractNumber: 'HT202600000001',
  lenderName: '普惠消费金融（演示）',
  borrower: { name: '骉奡', residentId: '330106********0115', bankCard: '6222 **** 0128' },
}
const plan: RepaymentSchedulePaper = {
  ...parties,
  productName: '现金贷',
  principalFen: terms.principalFen,
  annualRatePpm: 128_000n,
  methodName: '等额本息',
  disbursedOn: preparedOn,
  asOf: '2026-03-01' as Day,
  instalments: facts.schedule.instalments.map((one) => ({
    ...one,
    penaltyFen: 0n,
    outstandingFen: one.dueFen,
    status: 'future',
  })),
  prepaidFen: 0n,
}

const claims = { principalFen: 0n, interestFen: 0n, feeFen: 0n, penaltyFen: 0n }
const repaid = { ...claims, principalFen: 100_000n, interestFen: 12_345n }
const year: AccountStatementPaper = {
  ...parties,
  issuedOn: '2031-01-31' as Day,
  statement: {
    from: preparedOn,
    to: '2031-01-31' as Day,
    opening: { ...claims, heldFen: 0n },
    grown: { ...claims, principalFen: 12_000_000n, interestFen: 1_481_400n },
    paid: { ...claims, principalFen: 12_000_000n, interestFen: 1_481_400n },
    waived: claims,
    closing: { ...claims, heldFen: 5_000n },
    disbursedFen: 12_000_000n,
    receivedFen: 13_486_400n,
    lines: Array.from({ length: 120 }, () => ({
      bookedOn: preparedOn,
      valueOn: '2026-01-30' as Day,
      words: l('还款'),
      amountFen: 112_345n,
      taken: repaid,
      heldFen: 0n,
      balanceFen: 11_900_000n,
    })),
  },
}

test('a repayment schedule is set with what is owed in words and every due day; sixty instalments are small', async () => {
  const text = wordsOf(repaymentSchedulePaper(plan).content)
  const dueDays = plan.instalments.map(({ dueOn }) => dueOn)
  const says = ['骉奡', '壹拾贰万叁仟肆佰伍拾陆元柒角捌分', '未到期', `合计123,456.78`, ...dueDays]
  expect(says.filter((part) => !text.includes(part))).toEqual([])
  expect((await repaymentSchedulePdf(plan)).length).toBeLessThan(100_000)
})

test('a statement is set with its balances, its lines and the amounts in words; ten years of payments are small', async () => {
  const text = wordsOf(accountStatementPaper(year).content)
  const says = ['骉奡', '人民币壹拾叁万肆仟捌佰陆拾肆元整', '期初0.00元，期末50.00元', '本期偿还120,000.0014,814.00']
  const line = '2026-01-312026-01-30还款1,123.451,000.00123.450.000.000.00119,000.00'
  expect([...says, line].filter((part) => !text.includes(part))).toEqual([])
  expect((await accountStatementPdf(year)).length).toBeLessThan(100_000)
})

const hasTool = spawnSync('pdftotext', ['-v']).status === 0

// Takes the text out of the finished file with poppler's pdftotext; what is set is asserted above without it.
test.runIf(hasTool)(
  'the text of a contract can be taken out, and the head of the schedule stands on every page of it',
  async () => {
    const text = textOf(await contractPdf(facts)).replace(/[ \t]/g, '')
    for (const part of [...SAYS, '第1页/共']) expect(text).toContain(part)
    expect(text.match(/剩余本金/g)!.length).toBeGreaterThan(1)
    expect(text).toContain(facts.schedule.instalments.at(-1)!.dueOn)
  },
)

// Takes the text out of the finished file with poppler's pdftotext; what is set is asserted above without it.
test.runIf(hasTool)('the text of a settlement certificate can be taken out', async () => {
  const text = textOf(await settlementCertificatePdf(certificate)).replace(/\s/g, '')
  for (const part of CERTIFIES) expect(text).toContain(part)
})

/** The words of a paper before it is set, without spaces. */
function wordsOf(part: unknown): string {
  if (typeof part === 'string') return part.replace(/\s/g, '')
  if (Array.isArray(part)) return part.map(wordsOf).join('')
  if (typeof part !== 'object' || part === null) return ''
  const { text, stack, columns, table } = part as Record<string, unknown>
  return [text, stack, columns, (table as { body?: unknown } | undefined)?.body].map(wordsOf).join('')
}

function textOf(pdf: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'paper-'))
  writeFileSync(join(folder, 'a.pdf'), pdf)
  try {
    return execFileSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
