import { type Condition, type FactRecord, type FactType, factsOf, SourceWriter, slotOf } from '@puhui/condition'
import type { CompiledPolicy, CompiledRule, CompiledStage, FactPlace, Reader } from './compiled.ts'
import { flatTableSource } from './generate-table.ts'
import { OUTCOME, RANK, runStage, worstOf } from './run.ts'
import { added, IS_FALSE, NONE, noteMissing, placeOf, type Run, wordsFor } from './run-state.ts'

/** Makes a function of one parameter from its body. The server has one; a browser under a strict policy does not. */
export type MakeFunction = (body: string, parameter: string) => (constants: unknown) => unknown

const SEVERITIES = ['pass', 'warn', 'refer', 'moreData', 'decline'] as const
/** Rules written into one function; an engine stops optimising functions beyond a size. */
const RULES_IN_FUNCTION = 40

/**
 * Adds the policy as one flat function: rules and small tables as plain comparisons, two-valued where every fact they
 * read is known. It gives what `interpretPolicy` gives, run for run.
 *
 * @param makeFunction how text becomes a function, e.g. `vm.compileFunction`
 * @returns the same policy; `runPolicy` and `decide` use the function
 * @example generatePolicy(compiled, (body, parameter) => compileFunction(body, [parameter])).generated !== undefined // true
 */
export function generatePolicy(compiled: CompiledPolicy, makeFunction: MakeFunction): CompiledPolicy {
  const writer = new PolicyWriter(compiled)
  const body = writer.body()
  const generated = makeFunction(body, 'K')(writer.constants) as (facts: FactRecord) => Run
  return { ...compiled, generated, readers: readersOf(compiled, makeFunction) }
}

/** One function per list of facts that lines read: an object of known shape is made in one go. */
function readersOf({ stages }: CompiledPolicy, makeFunction: MakeFunction): NonNullable<CompiledPolicy['readers']> {
  const lists = [...new Set(stages.flatMap(readsOf))].filter((reads) => reads.every(({ type }) => type !== 'day'))
  const texts = lists.map((reads) => {
    const fields = reads.map(({ id, slot }) => `${JSON.stringify(id)}: s[${slot}] === undefined ? null : s[${slot}]`)
    return `(s) => ({ ${fields.join(', ')} })`
  })
  const made = makeFunction(`return [${texts.join(',\n')}]`, 'K')(undefined) as readonly Reader[]
  return new Map(lists.map((reads, i) => [reads, made[i]!]))
}

function readsOf(stage: CompiledStage): readonly (readonly FactPlace[])[] {
  if (stage.kind === 'table') return stage.rows.length > READ_ROWS_MAX ? [] : stage.rows.map(({ reads }) => reads)
  if (stage.kind === 'rules') return stage.rules.map(({ reads }) => reads)
  if (stage.kind === 'scorecard') return stage.attributes.map(({ reads }) => reads)
  return [stage.price.line, ...stage.caps].map(({ reads }) => reads)
}

/** Of a longer table only a few rows are ever shown. */
const READ_ROWS_MAX = 500

/** Names and constants that the pieces of a generated policy share. */
export class PolicyWriter {
  /** What the text names `K[i]`. */
  readonly constants: unknown[] = []
  readonly #compiled: CompiledPolicy
  readonly #places: ReadonlyMap<string, number>
  readonly #functions: string[] = []

  /** Then the list of tables of a run is one of a few lists, made beforehand. */
  readonly hasOneTable: boolean

  constructor(compiled: CompiledPolicy) {
    this.hasOneTable = compiled.stages.filter(({ kind }) => kind === 'table').length === 1
    this.#compiled = compiled
    this.#places = compiled.slots
  }

  body(): string {
    const { stages, inputs, slotCount, lineCount } = this.#compiled
    const calls = stages.map((stage, i) => this.#call(stage, i)).join('\n')
    const atStart = new Map(inputs.map((place) => [place.slot, `f${place.slot}`]))
    const slots = Array.from({ length: slotCount }, (_, slot) => atStart.get(slot) ?? 'undefined').join(', ')
    const none = this.constant(NONE)
    const words = Array.from({ length: wordsFor(lineCount) }, () => '0').join(', ')
    return `'use strict'
${this.#functions.join('\n')}
return function run(facts) {
${inputs.map((place) => this.#read(place)).join('\n')}
const s = [${slots}]
const run = { outcome: 'approve', slots: s, words: ${lineCount === 0 ? none : `[${words}]`}, tables: ${none}, stageOutcomes: ${none},
  reasons: ${none}, points: ${none}, missing: ${none}, score: undefined, limitFen: undefined, ratePpm: undefined }
let worst = 0, ${stages.map((_, i) => `o${i} = 0`).join(', ') || 'none'}
do {
${calls}
} while (false)
run.outcome = ${this.constant(SEVERITIES.map((severity) => OUTCOME[severity]))}[worst]
return run
}`
  }

  /** The text that names a value which is no plain literal. */
  constant(value: unknown): string {
    const at = this.constants.indexOf(value)
    return `K[${at >= 0 ? at : this.constants.push(value) - 1}]`
  }

  /** Adds a function to the text; its facts are read from the slots first. */
  define(name: string, reads: readonly number[], temporaries: readonly string[], body: string): void {
    const facts = reads.length === 0 ? '' : `const ${reads.map((slot) => `f${slot} = s[${slot}]`).join(', ')}\n`
    const names = temporaries.length === 0 ? '' : `let ${temporaries.join(', ')}\n`
    this.#functions.push(`function ${name}(run, s) {\n${facts}${names}${body}\n}`)
  }

  slotsOf(conditions: readonly Condition[]): number[] {
    const ids = new Set(conditions.flatMap((condition) => [...factsOf(condition).keys()]))
    return [...ids].map((id) => this.#places.get(id)!)
  }

  /** A writer of conditions over local variables; `isKnown`: none of the facts is missing. */
  conditions(isKnown: boolean, before: readonly string[] = []): SourceWriter {
    const writer = new SourceWriter({ fact: (id) => `f${this.#places.get(id)!}`, isKnown: () => isKnown })
    writer.temporaries.push(...before)
    return writer
  }

  #read({ id, type, slot }: FactPlace): string {
    const name = `f${slot}`
    const coerce = `${this.constant(coercionOf(type))}(${name})`
    const fact = `let ${name} = facts[${JSON.stringify(id)}];`
    if (type === 'day') return `${fact} ${name} = ${coerce}`
    if (type === 'boolean') return `${fact} if (${name} !== true && ${name} !== false) ${name} = ${coerce}`
    if (type === 'text' || type === 'enum') return `${fact} if (typeof ${name} !== 'string') ${name} = ${coerce}`
    return `${fact} if (typeof ${name} !== 'number' || !(${name} >= -1e15 && ${name} <= 1e15)) ${name} = ${coerce}`
  }

  #call(stage: CompiledStage, at: number): string {
    const own = `o${at}`
    const stops = SEVERITIES.filter(
      (severity) => severity !== 'pass' && stage.stopsOn.some((each) => each === severity),
    )
    const isLast = at === this.#compiled.stages.length - 1
    const isOver = stops.map((severity) => `${own} === ${RANK[severity]}`).join(' || ')
    const leave = `{ ${this.#outcomes(at)}; break }`
    const end = isLast
      ? `
${this.#outcomes(at)}`
      : isOver === ''
        ? ''
        : `
if (${isOver}) ${leave}`
    return `${own} = ${this.#own(stage)}; if (${own} > worst) worst = ${own}${end}`
  }

  /** The outcomes of the stages that ran; where all passed, one list for all runs. */
  #outcomes(at: number): string {
    const names = this.constant(SEVERITIES)
    const passed = this.constant(Object.freeze(Array.from({ length: at + 1 }, () => SEVERITIES[0])))
    const own = Array.from({ length: at + 1 }, (_, i) => `${names}[o${i}]`)
    return `run.stageOutcomes = worst === 0 ? ${passed} : [${own.join(', ')}]`
  }

  #own(stage: CompiledStage): string {
    if (stage.kind === 'rules') return this.#rules(stage.rules, stage.id)
    const name = `stage${this.#functions.length}`
    if (stage.kind === 'table' && flatTableSource(stage, name, this)) return `${name}(run, s)`
    return `${this.constant(byClosures(stage))}(run)`
  }

  #rules(rules: readonly CompiledRule[], stageId: string): string {
    const calls: string[] = []
    for (let from = 0; from < rules.length; from += RULES_IN_FUNCTION) {
      const name = `stage${this.#functions.length}`
      this.#ruleFunction(name, rules.slice(from, from + RULES_IN_FUNCTION), stageId)
      calls.push(`${name}(run, s)`)
    }
    if (calls.length === 0) return '0'
    return calls.length === 1 ? calls[0]! : `Math.max(${calls.join(', ')})`
  }

  #ruleFunction(name: string, rules: readonly CompiledRule[], stageId: string): void {
    const reads = this.slotsOf(rules.map(({ condition }) => condition))
    const two = this.conditions(true)
    const allKnown = rules.map((rule) => this.#rule(rule, stageId, two)).join('\n')
    const three = this.conditions(false, two.temporaries)
    const someMissing = rules.map((rule) => this.#rule(rule, stageId, three)).join('\n')
    const words = new Map<number, number>()
    for (const { index } of rules) {
      const [word, shift] = placeOf(index)
      words.set(word, (words.get(word) ?? 0) | (IS_FALSE << shift))
    }
    const start = [...words].map(([word, falses]) => `let w${word} = ${falses};`).join(' ')
    const keep = [...words.keys()].map((word) => `run.words[${word}] |= w${word};`).join(' ')
    const isKnown = reads.map((slot) => `f${slot} !== undefined`).join(' && ') || 'true'
    const body = `let own = 0, x;\n${start}\nif (${isKnown}) {\n${allKnown}\n} else {\n${someMissing}\n}\n${keep}\nreturn own`
    this.define(name, reads, three.temporaries, body)
  }

  /** A line starts as false; true is 01 turned to 10, unknown 01 to 11. */
  #rule(rule: CompiledRule, stageId: string, writer: SourceWriter): string {
    const { code, isMaybe } = writer.condition(rule.condition)
    const [word, shift] = placeOf(rule.index)
    const { severity, reasonCode, onUnknown, unknownReasonCode, id } = rule
    const hit = this.#noted({ code: reasonCode, severity, stageId, by: id })
    const isTrue = `w${word} ^= ${3 << shift}; ${hit}`
    if (!isMaybe) return `if (${code}) { ${isTrue} }`
    const missing = `${this.constant(noteMissing)}(run, ${this.constant(rule)})`
    const unknown =
      onUnknown === 'ignore'
        ? ''
        : `${this.#noted({ code: unknownReasonCode, severity: onUnknown, stageId, by: id })}; ${missing}`
    return `x = ${code}; if (x === true) { ${isTrue} } else if (x === undefined) { w${word} |= ${3 << shift}; ${unknown} }`
  }

  #noted(reason: Run['reasons'][number]): string {
    const rank = RANK[reason.severity]
    const more = `${this.constant(added)}(run.reasons, ${this.constant(Object.freeze(reason))})`
    return `run.reasons = ${more}; if (own < ${rank}) own = ${rank}`
  }
}

const coercions = new Map<FactType, (value: FactRecord[string]) => unknown>()

function coercionOf(type: FactType) {
  const known = coercions.get(type) ?? ((value: FactRecord[string]) => slotOf(type, value))
  coercions.set(type, known)
  return known
}

function byClosures(stage: CompiledStage): (run: Run) => number {
  return (run) => {
    const before = run.reasons.length
    runStage(stage, run)
    return RANK[worstOf(run.reasons, before)]
  }
}
