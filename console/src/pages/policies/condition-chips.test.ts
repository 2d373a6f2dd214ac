import { readCondition } from '@puhui/condition'
import { expect, test } from 'vitest'
import { FACTS } from './check.ts'
import { chipsOf, textOfChips } from './condition-chips.ts'

test.each([
  ['applicantAge < 18', 1],
  ['applicantAge >= 18 and monthlyIncome < 3000', 2],
  ['not(regionServed) or blacklisted', 2],
  ['loanPurpose in ("housePurchase", "business") and termMonths > 12', 2],
  ['bureauFileFound = null', 1],
  ['creditHistoryYears != null and chargeOffs > 0', 2],
])('the builder takes %s apart and writes it again', (text, count) => {
  const chips = chipsOf(text, FACTS)!
  expect(chips.chips).toHaveLength(count)
  expect(textOfChips(chips)).toBe(text)
  expect(readCondition(text, FACTS, { purpose: 'credit' }).ok).toBe(true)
})

test.each([
  '12 * applicantAge > 30',
  'blacklisted and (regionServed or chargeOffs > 1)',
  'blacklisted and chargeOffs > 1 or regionServed',
])('what is more than a list of tests stays text: %s', (text) => expect(chipsOf(text, FACTS)).toBeUndefined())
