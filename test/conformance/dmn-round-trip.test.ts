import { catalogueOf } from '@puhui/condition'
import { exportDmnTable, importDmnTable, readDmn } from '@puhui/policy'
import { expect, test } from 'vitest'
import { readArchive } from './dmn-archive.ts'

/** Their names are no facts of ours, so amounts and rates stay as they are written. */
const NO_FACTS = catalogueOf([])
const OPTIONS = { onUnknown: 'refer', unknownReasonCode: 'U' } as const

test('[P51] every decision table of the DMN TCK that is taken over survives export and import unchanged', () => {
  let [tables, taken] = [0, 0]
  const refused: string[] = []
  for (const [path, xml] of readArchive('dmn-tck.tgz')) {
    if (!path.endsWith('.dmn') || !xml.includes('decisionTable ')) continue
    const model = readDmn(xml)
    if (!model.ok) continue
    for (const { name } of model.value.decisions.filter(({ logic }) => logic?.kind === 'table')) {
      tables += 1
      const imported = importDmnTable(model.value, name, NO_FACTS, OPTIONS)
      if (!imported.ok) {
        refused.push(`${name}: ${imported.error.problems[0]!.pointer} ${imported.error.problems[0]!.text}`)
        continue
      }
      taken += 1
      const again = readDmn(exportDmnTable(imported.value, NO_FACTS))
      if (!again.ok) throw new Error(`${path} ${name}: ${JSON.stringify(again.error)}`)
      const back = importDmnTable(again.value, again.value.decisions[0]!.name, NO_FACTS, OPTIONS)
      expect(back, `${path} ${name}`).toEqual(imported)
    }
  }
  process.stdout.write(`${taken} of ${tables} decision tables taken over; refused: ${refused.join('; ')}\n`)
  expect(tables).toBeGreaterThan(30)
  expect(taken / tables).toBeGreaterThan(0.5)
})
