import { labelOf, type marketApi, type OutputOf } from '@puhui/api'
import type { Locale } from '@puhui/kernel'
import { cellText } from '../platform/http/csv.ts'

type Report = OutputOf<typeof marketApi.showReport>
type Cell = string | number

const NAMES = {
  zh: { size: '规模', trend: '趋势', risk: '风险分布', opportunity: '机遇', spending: '消费' },
  en: { size: 'size', trend: 'trend', risk: 'risk', opportunity: 'opportunity', spending: 'spending' },
} as const
const HEAD = {
  zh: ['部分', '项目', '数量', '金额（元）', '占比或增速', '下限', '上限', '结论'],
  en: ['Part', 'Item', 'Count', 'Amount (yuan)', 'Share or growth', 'From', 'To', 'Finding'],
} as const

/** The whole report as one table: every line says which part it belongs to. */
export function reportCsv(report: Report, locale: Locale): string {
  const name = NAMES[locale]
  const lines: Cell[][] = [
    ...report.size.rows.map((row) => [name.size, row.year, '', yuan(row.sizeFen), percent(row.growthPpm), '', '', '']),
    ...report.size.claimsThatFail.map((row) => {
      return [
        name.size,
        row.text[locale],
        '',
        '',
        percent(row.impliedPpm),
        '',
        '',
        locale === 'zh' ? '不成立' : 'does not hold',
      ]
    }),
    ...report.trend.months.map((row) => [
      name.trend,
      row.month,
      row.applications,
      yuan(row.disbursedFen),
      '',
      '',
      '',
      '',
    ]),
    ...report.risk.groups.map((row) => [
      `${name.risk} · ${labelOf('riskDimension', row.dimension)[locale]}`,
      row.label[locale],
      row.loans,
      '',
      percent(row.sharePpm),
      percent(row.interval[0]),
      percent(row.interval[1]),
      labelOf('riskStanding', row.standing)[locale],
    ]),
    ...report.opportunities.map((row) => [
      name.opportunity,
      `${row.province[locale]} ${row.tier === null ? '' : labelOf('area', row.tier)[locale]}`.trim(),
      row.withoutLoan,
      yuan(row.potentialFen),
      percent(row.latePpm),
      percent(row.interval[0]),
      percent(row.interval[1]),
      '',
    ]),
    ...report.spending.map((row) => {
      return [name.spending, row.category[locale], '', yuan(row.amountFen), percent(row.growthPpm), '', '', '']
    }),
  ]
  const text = [HEAD[locale], ...lines].map((line) => line.map((value) => cellText(String(value))).join(','))
  return `\uFEFF${text.join('\r\n')}\r\n`
}

const yuan = (fen: string): string => (Number(fen) / 100).toFixed(2)
const percent = (ppm: number | null): string => (ppm === null ? '' : `${(ppm / 10_000).toFixed(2)}%`)
