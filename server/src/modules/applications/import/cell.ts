import type { RefusalCode } from '@puhui/api'
import { isDay } from '@puhui/calendar'
import { mulDiv } from '@puhui/money'
import type { CellRule } from './map.ts'

export type CellValue = number | string | boolean | null
export type CellResult = { readonly value: CellValue } | { readonly problem: RefusalCode }

const EXPONENT = /^[+-]?\d+(?:\.\d+)?[eE][+-]?\d+$/

/**
 * Reads one cell by its rule. Money comes back in fen, shares in ppm.
 *
 * @param text the cell, trimmed and not among the words for missing
 * @param of   percentOf: the value that the share is taken of
 */
export function readCell(text: string, rule: CellRule, of: CellValue = null): CellResult {
  switch (rule.as) {
    case 'text':
      return EXPONENT.test(text) ? { problem: 'imports.scientific_notation' } : { value: text }
    case 'money':
      return inRange(money(text, rule), rule)
    case 'percent':
      return inRange(scaled(text, 4), rule)
    case 'percentOf':
      return percentOf(text, of)
    case 'integer':
      return inRange(whole(text), rule)
    case 'yearsSince':
      return inRange(yearsSince(text, rule), rule)
    case 'yesNo':
      return yesNo(text)
    case 'enum':
      return option(text, rule)
    case 'day':
    case 'bornOn':
      return day(text)
    case 'monthYear':
      return monthYear(text)
    case 'ratio':
      return scaled(text, 0)
  }
}

/** A share of two cells in ppm; nothing divided by nothing is unknown. */
export function readRatio(top: string, bottom: string): CellResult {
  const [a, b] = [decimalOf(top), decimalOf(bottom)]
  if (!a || !b) return { problem: 'imports.not_a_number' }
  if (b.digits === 0n) return { value: null }
  const num = a.digits * 10n ** BigInt(b.scale)
  const den = b.digits * 10n ** BigInt(a.scale)
  return { value: Number(mulDiv(num, 1_000_000n, den, 'half-even')) }
}

interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

/** A number as files write it, exactly: `1,234.5`, `¥99`, `1e+05`; null when it is none. */
function decimalOf(text: string): Decimal | null {
  const plain = text.normalize('NFKC').replace(/[¥$,\s]/g, '')
  const match = /^([+-]?)(\d{1,15})(?:\.(\d{1,8}))?(?:[eE]\+?(\d{1,2}))?$/.exec(plain)
  if (!match) return null
  const [, sign, head, tail = '', power = '0'] = match
  const scale = tail.length - Number(power)
  const digits = BigInt(`${head}${tail}`) * (scale < 0 ? 10n ** BigInt(-scale) : 1n)
  return { digits: sign === '-' ? -digits : digits, scale: Math.max(0, scale) }
}

function money(text: string, { factor = '1', divide = 1 }: CellRule): CellResult {
  const [amount, times] = [decimalOf(text), decimalOf(factor)]
  if (!amount || !times) return { problem: 'imports.not_an_amount' }
  const den = 10n ** BigInt(amount.scale + times.scale) * BigInt(divide)
  return { value: Number(mulDiv(amount.digits * times.digits, 100n, den, 'half-even')) }
}

/** A decimal number times a power of ten, rounded: per cent to ppm is four places. */
function scaled(text: string, places: number): CellResult {
  const number = decimalOf(text.replace(/%$/, ''))
  if (!number) return { problem: 'imports.not_a_number' }
  return { value: Number(mulDiv(number.digits, 10n ** BigInt(places), 10n ** BigInt(number.scale), 'half-even')) }
}

function percentOf(text: string, of: CellValue): CellResult {
  const share = scaled(text, 4)
  if ('problem' in share) return share
  if (typeof of !== 'number' || typeof share.value !== 'number') return { value: null }
  return { value: Number(mulDiv(BigInt(of), BigInt(share.value), 1_000_000n, 'half-even')) }
}

function whole(text: string): CellResult {
  const number = decimalOf(text)
  if (!number) return { problem: 'imports.not_a_number' }
  const unit = 10n ** BigInt(number.scale)
  if (number.digits % unit !== 0n) return { problem: 'imports.not_whole' }
  return { value: Number(number.digits / unit) }
}

function yearsSince(text: string, { upTo = 0, add = 0 }: CellRule): CellResult {
  const year = whole(text)
  return 'problem' in year ? year : { value: upTo - Number(year.value) + add }
}

const YES = /^(1|y|yes|true|t|是|有)$/i
const NO = /^(0|n|no|false|f|否|无)$/i

function yesNo(text: string): CellResult {
  if (YES.test(text)) return { value: true }
  return NO.test(text) ? { value: false } : { problem: 'imports.not_an_option' }
}

function option(text: string, { values = {}, otherwise }: CellRule): CellResult {
  const value = Object.hasOwn(values, text) ? values[text] : otherwise
  return value === undefined ? { problem: 'imports.not_an_option' } : { value }
}

/** `2026-01-31`, `2026/1/31`, `20260131`, `2026年1月31日`. */
function day(text: string): CellResult {
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text)
  const found = match ? `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` : ''
  return isDay(found) ? { value: found } : { problem: 'imports.not_a_day' }
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** `Mar-2018`, `2018-03`, `2018年3月`: the first day of the month. */
function monthYear(text: string): CellResult {
  const english = /^([a-z]{3})[a-z]*[- ](\d{4})$/i.exec(text)
  const numeric = /^(\d{4})[-/年](\d{1,2})月?$/.exec(text)
  const month = english ? MONTHS.indexOf(english[1]!.toLowerCase()) + 1 : Number(numeric?.[2] ?? 0)
  const found = `${english?.[2] ?? numeric?.[1] ?? ''}-${String(month).padStart(2, '0')}-01`
  return isDay(found) ? { value: found } : { problem: 'imports.not_a_day' }
}

function inRange(result: CellResult, { min, max }: CellRule): CellResult {
  if ('problem' in result || typeof result.value !== 'number') return result
  const isInside = (min === undefined || result.value >= min) && (max === undefined || result.value <= max)
  return isInside && Math.abs(result.value) <= 1e15 ? result : { problem: 'imports.out_of_range' }
}
