import { assert } from '@puhui/kernel'
import type { Fact, FactCatalogue } from './fact.ts'

/**
 * Gathers facts by id. Throws when two share an id, or an enum has no values: a catalogue is code, not input.
 *
 * @example catalogueOf([{ id: 'age', label: { zh: '年龄', en: 'age' }, type: 'integer', source: 'identity' }]).has('age') // true
 */
export function catalogueOf(...lists: readonly (readonly Fact[])[]): FactCatalogue {
  const catalogue = new Map<string, Fact>()
  for (const fact of lists.flat()) {
    assert(!catalogue.has(fact.id), 'two facts share an id', { id: fact.id })
    assert(fact.type !== 'enum' || fact.values?.length, 'an enum fact needs values', { id: fact.id })
    catalogue.set(fact.id, fact)
  }
  return catalogue
}
