import { mulDiv } from '@puhui/money'
import type { LoanFile } from './lending-world.ts'

const PPM = 1_000_000n
const WHOLE = /^(?:Interest|Penalty) = (.*) = ¥([\d,.]+)/
const STEP = /^([\d,.]+) × ([\d.]+)% × (\d+)\/(\d+)(?: \(.*\))?$/

/**
 * The figures of a schedule that do not come out when somebody reckons after the words they are explained with, each as
 * `number: words`. Interest and penalty are what their words come to, and with what was carried what the row shows.
 */
export function unexplained({ schedule }: Pick<LoanFile, 'schedule'>): string[] {
  return schedule.flatMap((row) => {
    const said = [row.interestExplanation.en, ...(row.penaltyExplanation ? [row.penaltyExplanation.en] : [])]
    const wrong = said.filter((words) => !comesOut(words)).map((words) => `${row.number}: ${words}`)
    const total = said.reduce((sum, words) => sum + fenOf(WHOLE.exec(words)![2]!), 0n)
    const shown = BigInt(row.interestFen) + BigInt(row.penaltyFen)
    const isWhole = row.carriedExplanation !== null || total === shown
    return isWhole ? wrong : [...wrong, `${row.number}: ${total} is explained, ${shown} is shown`]
  })
}

function comesOut(words: string): boolean {
  const [, sum, result] = WHOLE.exec(words) ?? []
  if (sum === undefined || result === undefined) return false
  let [num, den] = [0n, 1n]
  for (const step of sum === '0' ? [] : sum.split(' + ')) {
    const [, balance, percent, days, base] = STEP.exec(step) ?? []
    if (!balance || !percent || !days || !base) return false
    num = num * BigInt(base) + fenOf(balance) * ppmOf(percent) * BigInt(days) * den
    den *= BigInt(base)
  }
  return mulDiv(num, 1n, PPM * den, 'half-even') === fenOf(result)
}

function fenOf(yuan: string): bigint {
  return BigInt(yuan.replace(/[,.]/g, ''))
}

function ppmOf(percent: string): bigint {
  const [whole = '', part = ''] = percent.split('.')
  return BigInt(whole + part.padEnd(4, '0'))
}
