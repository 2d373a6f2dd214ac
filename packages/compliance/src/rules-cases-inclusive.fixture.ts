import { expect } from 'vitest'
import { inclusiveTag } from './index.ts'
import { check, type Given, TODAY } from './rules-cases.fixture.ts'

export function inclusive(given: Given) {
  const borrower = given.get<string>('borrower') === '个体工商户' ? 'shop-owner' : 'person'
  const purpose = given.need<'business' | 'consumption'>('purpose')
  const facts = { borrower, purpose, lineFen: given.fen('line') } as const
  const tag = inclusiveTag(facts)
  expect(check('CN-INCL-001', TODAY, { facts, tag }).decision).toBe('allow')
  expect(check('CN-INCL-001', TODAY, { facts, tag: tag === null ? 'micro' : null }).decision).toBe('refuse')
  return { tag: tag === 'micro' ? '普惠小微' : tag }
}
