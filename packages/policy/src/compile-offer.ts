import type { Expression, SlotTest } from '@puhui/condition'
import type { CompiledOffer } from './compiled.ts'
import type { OfferStage } from './policy.ts'
import type { Workbench } from './workbench.ts'

/** Compiles the price grid and the caps of the limit. */
export function compileOffer(stage: OfferStage, pointer: string, bench: Workbench): CompiledOffer {
  const { price, limit } = stage
  const [rowOf, rows] = compileAxis(price.rows, `${pointer}/price/rows`)
  const [columnOf, columns] = compileAxis(price.columns, `${pointer}/price/columns`)
  const isFull = price.ratePpm.length === rows.length && price.ratePpm.every((row) => row.length === columns.length)
  if (!isFull) bench.problem('policy.wrong_cell_count', `${pointer}/price/ratePpm`)
  const text = `${price.rows.expression} × ${price.columns.expression}`
  const line = bench.line('price', [rowOf, columnOf], text)
  const caps = limit.caps.map(({ id, expression }, i) => {
    const cap = bench.expression(expression, `${pointer}/limit/caps/${i}/expression`, 'money')
    return { ...bench.line(id, [cap]), expression: cap, value: bench.value(cap) }
  })
  const { stepFen, onBelow, reasonCode } = limit
  const minimum = bench.value(bench.expression(limit.minimum, `${pointer}/limit/minimum`, 'money'))
  const { onUnknown, unknownReasonCode } = stage
  const grid = { line, rows, columns, ratePpm: price.ratePpm }
  return { price: grid, caps, stepFen, minimum, onBelow, reasonCode, onUnknown, unknownReasonCode }

  function compileAxis(axis: OfferStage['price']['rows'], at: string): [Expression, SlotTest[]] {
    const of = bench.expression(axis.expression, `${at}/expression`)
    return [of, axis.tests.map((test, i) => bench.test(bench.cell(test, of, `${at}/tests/${i}`)))]
  }
}
