import type { Expression } from '@puhui/condition'
import { type BinFinder, binFinder } from './bin-finder.ts'
import type { CompiledOffer } from './compiled.ts'
import type { OfferStage } from './policy.ts'
import type { Workbench } from './workbench.ts'

/** Compiles the price grid and the caps of the limit. */
export function compileOffer(stage: OfferStage, pointer: string, bench: Workbench): CompiledOffer {
  const { price, limit } = stage
  const rows = compileAxis(price.rows, `${pointer}/price/rows`)
  const columns = compileAxis(price.columns, `${pointer}/price/columns`)
  const [height, width] = [price.rows.tests.length, price.columns.tests.length]
  const isFull = price.ratePpm.length === height && price.ratePpm.every((row) => row.length === width)
  if (!isFull) bench.problem('policy.wrong_cell_count', `${pointer}/price/ratePpm`)
  const text = `${price.rows.expression} × ${price.columns.expression}`
  const line = bench.line('price', [rows.of, columns.of], text)
  const caps = limit.caps.map(({ id, expression }, i) => {
    const cap = bench.expression(expression, `${pointer}/limit/caps/${i}/expression`, 'money')
    return { ...bench.line(id, [cap]), expression: cap, value: bench.value(cap) }
  })
  const { stepFen, onBelow, reasonCode } = limit
  const minimum = bench.value(bench.expression(limit.minimum, `${pointer}/limit/minimum`, 'money'))
  const { onUnknown, unknownReasonCode } = stage
  const grid = { line, rowOf: rows.find, columnOf: columns.find, ratePpm: price.ratePpm }
  return { price: grid, caps, stepFen, minimum, onBelow, reasonCode, onUnknown, unknownReasonCode }

  function compileAxis(axis: OfferStage['price']['rows'], at: string): { of: Expression; find: BinFinder } {
    const of = bench.expression(axis.expression, `${at}/expression`)
    const cells = axis.tests.map((test, i) => bench.cell(test, of, `${at}/tests/${i}`))
    return { of, find: binFinder(of, cells, bench.value(of), (cell) => bench.test(cell)) }
  }
}
