import { actionLabel, type ColumnSpec, type ListSpec, labelOf } from '@puhui/api'
import type { Locale, Localized } from '@puhui/kernel'
import { formatYuan } from '@puhui/money'

/**
 * A list as CSV that Excel opens right: a byte order mark so that Chinese is read as UTF-8, formula cells made harmless
 * (ASVS 1.2.10), long numbers kept as text, amounts as plain numbers in yuan.
 */
export function csvOf(
  spec: ListSpec,
  rows: readonly Record<string, unknown>[],
  locale: Locale,
  only?: readonly string[],
): string {
  const columns = (only ?? Object.keys(spec.columns)).flatMap((name): [string, ColumnSpec][] => {
    const column = spec.columns[name]
    return column ? [[name, column]] : []
  })
  const head = columns.map(([, column]) => quoted(column.label[locale])).join(',')
  const lines = rows.map((row) => columns.map(([name, column]) => cell(column, row[name], locale)).join(','))
  return `\uFEFF${[head, ...lines].join('\r\n')}\r\n`
}

function cell(column: ColumnSpec, value: unknown, locale: Locale): string {
  if (value === null || value === undefined) return ''
  switch (column.type) {
    case 'money':
      return formatYuan(BigInt(value as string)).replaceAll(',', '')
    case 'rate':
      return `${(Number(value) / 10_000).toFixed(4).replace(/\.?0+$/, '')}%`
    case 'count':
    case 'dpd':
      return String(value)
    case 'localized':
      return text((value as Localized)[locale])
    case 'status':
      return text(column.labels ? labelOf(column.labels, String(value))[locale] : String(value))
    case 'action':
      return text(actionLabel(String(value))[locale])
    case 'flag':
      return value ? { zh: '是', en: 'yes' }[locale] : { zh: '否', en: 'no' }[locale]
    default:
      return text(Array.isArray(value) ? value.join(' ') : String(value))
  }
}

const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/
/** Excel rounds what looks like a number of more than 15 digits; a tab in front keeps it a text. */
const LONG_NUMBER = /^\d{12,}[\dXx]?$/
const LEADING_ZERO = /^0\d+$/

/** A value of a file that is no list, made as harmless as those of lists. */
export function cellText(value: string): string {
  return text(value)
}

function text(value: string): string {
  if (FORMULA.test(value)) return quoted(`'${value}`)
  if (LONG_NUMBER.test(value) || LEADING_ZERO.test(value)) return quoted(`\t${value}`)
  return quoted(value)
}

function quoted(value: string): string {
  return /[",\r\n\t]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
