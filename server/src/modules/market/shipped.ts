import type { Claim, MarketRecord, Source } from './model.ts'

/** Trillions of yuan as the report gives them, in fen. */
const trillion = (count: bigint): string => String(count * 100_000_000_000_000n)

const CLAIM: Claim = {
  fromYear: 2015,
  toYear: 2020,
  cagrMinPpm: 1_000_000,
  text: {
    zh: '2015—2020 年复合增长率达三位数（即每年至少 100%）',
    en: 'Compound growth of three digits a year from 2015 to 2020 (at least 100 % a year)',
  },
}

const SIZES: readonly MarketRecord[] = [
  { year: '2015', size: trillion(1n), basis: 'about' },
  { year: '2020', size: trillion(10n), basis: 'over' },
  { year: '2025', size: trillion(20n), basis: 'expected' },
]

/** The size of the market as the industry report of the platform's source documents states it, with its claim. */
export const SOURCE_REPORT: Source = {
  id: 'source-report-001',
  dataSet: 'size',
  name: {
    zh: '《中国互联网消费金融行业报告》（来源文件 001）二（一）',
    en: 'Report on Internet consumer finance in China (source document 001), part 2 (1)',
  },
  kind: 'shipped',
  licence: { zh: '引用三个数字及其说法，注明出处', en: 'Three figures and a claim quoted, with their source' },
  retrievedOn: null,
  version: 1,
  rows: SIZES.length,
  isCurrent: true,
  loadedBy: null,
  loadedAt: null,
  fileName: null,
  sha256: null,
  claims: [CLAIM],
}

export const SOURCE_REPORT_ROWS: readonly MarketRecord[] = SIZES
