import { binFinder } from './bin-finder.ts'
import type { CompiledAttribute, CompiledScorecard } from './compiled.ts'
import type { ScoreAttribute, Scorecard } from './policy.ts'
import type { Workbench } from './workbench.ts'

/** Compiles a scorecard: per attribute one value and its bins. */
export function compileScorecard(card: Scorecard, pointer: string, bench: Workbench): CompiledScorecard {
  const attributes = card.attributes.map((attribute, i) =>
    compileAttribute(attribute, `${pointer}/attributes/${i}`, bench),
  )
  const to = bench.settable(card.to, `${pointer}/to`) ?? { id: card.to, type: 'integer', slot: 0 }
  return { base: card.base, to, attributes }
}

function compileAttribute(attribute: ScoreAttribute, pointer: string, bench: Workbench): CompiledAttribute {
  const of = bench.expression(attribute.expression, `${pointer}/expression`)
  if (attribute.bins.length === 0) bench.problem('policy.no_bins', `${pointer}/bins`)
  const cells = attribute.bins.map(({ when }, i) => bench.cell(when, of, `${pointer}/bins/${i}/when`))
  const bins = attribute.bins.map(({ when, points }) => ({ text: when, points }))
  return {
    ...bench.line(attribute.id, [of]),
    type: of.type,
    value: bench.value(of),
    bins,
    binOf: binFinder(of, cells, bench.value(of), (cell) => bench.test(cell)),
    unknownPoints: attribute.unknownPoints,
    pointsMax: Math.max(attribute.unknownPoints, ...bins.map(({ points }) => points)),
    reasonCode: attribute.reasonCode,
  }
}
