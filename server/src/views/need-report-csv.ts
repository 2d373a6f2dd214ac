import { labelOf } from '@puhui/api'
import type { Locale, Localized } from '@puhui/kernel'
import type { NeedReport } from './need-report.ts'

const HEAD: Readonly<Record<Locale, readonly string[]>> = {
  zh: [
    '部分',
    '分组',
    '项目',
    '本期人数',
    '本期份额',
    '下限',
    '上限',
    '上期份额',
    '变化',
    '变化下限',
    '变化上限',
    '结论',
  ],
  en: [
    'part',
    'group',
    'item',
    'people',
    'share',
    'low',
    'high',
    'share before',
    'change',
    'change low',
    'change high',
    'says',
  ],
}
const PARTS: Readonly<Record<'needs' | 'topics' | 'applied', Localized>> = {
  needs: { zh: '需求', en: 'needs' },
  topics: { zh: '主题', en: 'topics' },
  applied: { zh: '申请用途', en: 'applied for' },
}

type Share = NeedReport['needs'][number]['now']
type Line = Pick<NeedReport['needs'][number], 'now' | 'before' | 'change'>

/** The report as one table that Excel opens right; what is hidden on the page is empty here too. */
export function needReportCsv(report: NeedReport, locale: Locale): string {
  const rows = [
    ...report.needs.map((line) => [PARTS.needs[locale], '', line.label[locale], ...figures(line, locale)]),
    ...report.byGroup.flatMap(({ by, groups, rows: lines }) =>
      lines.flatMap(({ label, cells }) =>
        cells.map((cell, at) => [by[locale], groups[at]!.label[locale], label[locale], ...share(cell)]),
      ),
    ),
    ...report.topics.map((line) => [PARTS.topics[locale], '', line.terms.join(' '), ...figures(line, locale)]),
    ...report.applied.map((line) => [PARTS.applied[locale], '', line.label[locale], ...figures(line, locale)]),
  ]
  return `\uFEFF${[HEAD[locale], ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
}

const percent = (ppm: number | null): string => (ppm === null ? '' : `${(ppm / 10_000).toFixed(2)}%`)

function share({ count, sharePpm, lowPpm, highPpm }: Share): string[] {
  return [count === null ? '' : String(count), percent(sharePpm), percent(lowPpm), percent(highPpm)]
}

function figures({ now, before, change }: Line, locale: Locale): string[] {
  const moved = change
    ? [
        percent(change.differencePpm),
        percent(change.lowPpm),
        percent(change.highPpm),
        labelOf('needChange', change.claim)[locale],
      ]
    : ['', '', '', '']
  return [...share(now), percent(before?.sharePpm ?? null), ...moved]
}

const FORMULA = /^[=+\-@\t\r＝＋－＠](?![\d.]+%?$)/

function quoted(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
