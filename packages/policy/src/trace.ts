import { factValueOf } from '@puhui/condition'
import type { CompiledRow, CompiledStage, FactPlace, Line, Reader } from './compiled.ts'
import type { StageTrace, TraceLine } from './decision.ts'
import { IS_TRUE, IS_UNKNOWN, NOT_RUN, type Run, resultOf } from './run-state.ts'

/** Of a table that asked more rows the trace holds only those that hit or stayed unknown. */
const TRACED_ROWS_MAX = 500

interface Ran {
  readonly outcome: StageTrace['outcome']
  readonly readers: ReadonlyMap<readonly FactPlace[], Reader> | undefined
}

/** What a stage did, line by line. */
export function traceOf(stage: CompiledStage, run: Run, { outcome, readers }: Ran): StageTrace {
  const lines = outcome === 'skipped' ? [] : writtenLines(stage, run, new Inputs(run, readers))
  return { stageId: stage.id, kind: stage.kind, outcome, lines }
}

type AnyLine = Line | CompiledRow
type Results = TraceLine['result']

function writtenLines(stage: CompiledStage, run: Run, inputs: Inputs): readonly TraceLine[] {
  const reasons = run.reasons.filter(({ stageId, pointsLost }) => stageId === stage.id && pointsLost === undefined)
  const lines: TraceLine[] = []
  let next = 0
  const write = (line: AnyLine, result: Results) => {
    const { id, text, reads } = line
    const isNext = next < reasons.length && reasons[next]!.by === id
    const effect = isNext
      ? reasons[next++]!.severity
      : stage.kind === 'rules'
        ? 'none'
        : effectOf(stage, line, result, run)
    lines.push({ id, text, inputs: inputs.of(reads), result, effect })
  }
  if (stage.kind === 'table') eachRow(stage, run, write)
  else for (const line of linesOf(stage)) writeLine(line, run, write)
  return lines
}

function linesOf(stage: Exclude<CompiledStage, { kind: 'table' }>): readonly Line[] {
  if (stage.kind === 'rules') return stage.rules
  return stage.kind === 'scorecard' ? stage.attributes : [stage.price.line, ...stage.caps]
}

function writeLine(line: Line, run: Run, write: (line: AnyLine, result: Results) => void): void {
  const result = resultOf(run, line.index)
  if (result !== NOT_RUN) write(line, result === IS_UNKNOWN ? 'unknown' : result === IS_TRUE)
}

/** The rows that were asked; of a large table only those that are not false. */
function eachRow(
  { id, rows }: Extract<CompiledStage, { kind: 'table' }>,
  run: Run,
  write: (line: AnyLine, result: Results) => void,
): void {
  const ran = run.tables.find(({ stageId }) => stageId === id)
  if (!ran) return
  const { hits, open, asked } = ran
  if (asked > TRACED_ROWS_MAX) {
    for (const row of [...hits, ...open].sort((a, b) => a - b)) write(rows[row]!, hits.includes(row) || 'unknown')
    return
  }
  for (let row = 0, hit = 0, left = 0; row < asked; row += 1) {
    const [isHit, isOpen] = [hits[hit] === row, open[left] === row]
    if (isHit) hit += 1
    if (isOpen) left += 1
    write(rows[row]!, isHit || (isOpen ? 'unknown' : false))
  }
}

/** What lines read, once for lines in a row that read the same facts. */
class Inputs {
  readonly #run: Run
  readonly #readers: Ran['readers']
  #last: Line['reads'] | undefined
  #shown: TraceLine['inputs'] = {}

  constructor(run: Run, readers: Ran['readers']) {
    this.#run = run
    this.#readers = readers
  }

  of(reads: Line['reads']): TraceLine['inputs'] {
    if (reads === this.#last) return this.#shown
    this.#last = reads
    this.#shown = this.#readers?.get(reads)?.(this.#run.slots) ?? this.#read(reads)
    return this.#shown
  }

  #read(reads: Line['reads']): TraceLine['inputs'] {
    const inputs: Record<string, number | string | boolean | null> = {}
    for (const { id, type, slot } of reads) inputs[id] = factValueOf(type, this.#run.slots[slot])
    return inputs
  }
}

function effectOf(stage: CompiledStage, line: AnyLine, result: Results, run: Run): TraceLine['effect'] {
  if (stage.kind === 'table') return result === true ? assigned(stage, run) : 'none'
  if (stage.kind === 'scorecard') {
    return { set: 'points', value: run.points.find(({ line: own }) => own === line)?.points ?? null }
  }
  if (stage.kind === 'offer' && line === stage.price.line) return { set: 'ratePpm', value: run.ratePpm ?? null }
  const cap = stage.kind === 'offer' ? stage.caps.find((own) => own === line) : undefined
  return cap ? { set: 'capFen', value: cap.value(run.slots) ?? null } : 'none'
}

function assigned(stage: Extract<CompiledStage, { kind: 'table' }>, run: Run): TraceLine['effect'] {
  const place = stage.outputs.find((output) => output.place)?.place
  return place ? { set: place.id, value: factValueOf(place.type, run.slots[place.slot]) } : 'none'
}
