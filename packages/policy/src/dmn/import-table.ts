import type { FactCatalogue, FactType } from '@puhui/condition'
import { ok, type Result, refuse } from '@puhui/kernel'
import type { Aggregate, DecisionTable, HitPolicy, OutputValue, TableOutput, UnknownEffect } from '../policy.ts'
import type { DmnHitPolicy, DmnModel, DmnTable } from './dmn-model.ts'
import type { Feel } from './feel-syntax.ts'

/** What DMN does not say and a policy must: never assumed. */
export interface DmnImportOptions {
  /** For each input text of the table what it is called here: a fact or an expression; the text itself unless said. */
  readonly inputs?: Readonly<Record<string, string>>
  /** For each output name where it goes: `outcome`, `reason` or a policy fact; the name itself unless said. */
  readonly outputs?: Readonly<Record<string, string>>
  readonly onUnknown: UnknownEffect
  readonly unknownReasonCode: string
}

export interface DmnImportRefusal {
  readonly code: 'policy.dmn_table_not_supported'
  readonly problems: readonly { readonly pointer: string; readonly text: string }[]
}

/** `O` has no place in a policy: nothing reads its order. */
const POLICIES: Readonly<Partial<Record<DmnHitPolicy, HitPolicy>>> = {
  U: 'unique',
  A: 'any',
  F: 'first',
  P: 'priority',
  R: 'ruleOrder',
  C: 'collect',
  'C+': 'collect',
  'C<': 'collect',
  'C>': 'collect',
  'C#': 'collect',
}
const AGGREGATES: Readonly<Partial<Record<DmnHitPolicy, Aggregate>>> = {
  'C+': 'sum',
  'C<': 'min',
  'C>': 'max',
  'C#': 'count',
}

/**
 * Takes a decision table of a DMN model over into a policy. Its cells stay as they are written and are
 * checked when the policy is compiled; what the policy cannot hold is refused here.
 *
 * @param decision by its name; its logic must be a decision table
 * @param catalogue types the inputs and the outputs: an amount is told in yuan by the table, a rate as a share
 * @refuses policy.dmn_table_not_supported with every place: output order, outputs that are not plain values
 */
export function importDmnTable(
  model: DmnModel,
  decision: string,
  catalogue: FactCatalogue,
  options: DmnImportOptions,
): Result<DecisionTable, DmnImportRefusal> {
  const logic = model.decisions.find(({ name }) => name === decision)?.logic
  const problems: { pointer: string; text: string }[] = []
  if (logic?.kind !== 'table') {
    return refuse({ code: 'policy.dmn_table_not_supported', problems: [{ pointer: '', text: decision }] })
  }
  const { table } = logic
  const hitPolicy = POLICIES[table.hitPolicy]
  if (!hitPolicy) problems.push({ pointer: '/hitPolicy', text: table.hitPolicy })
  const aggregate = AGGREGATES[table.hitPolicy]
  const outputs = table.outputs.map(({ name = decision, values }, i): TableOutput => {
    const to = options.outputs?.[name] ?? name
    if (values.length === 0 || hitPolicy !== 'priority') return { to }
    return { to, order: values.map((value, at) => outputOf(value, to, `/outputs/${i}/order/${at}`, '')) }
  })
  const rows = table.rules.map((rule, i) => ({
    id: `${i + 1}`,
    when: rule.when.map(({ text }) => (text === '' ? '-' : text)),
    gives: rule.gives.map(({ tree, text }, at) =>
      outputOf(tree, outputs[at]?.to ?? '', `/rows/${i}/gives/${at}`, text),
    ),
    ...(rule.description ? { note: { zh: rule.description, en: rule.description } } : {}),
  }))
  const otherwise = otherwiseOf(table, outputs)
  if (problems.length > 0 || !hitPolicy) return refuse({ code: 'policy.dmn_table_not_supported', problems })
  return ok({
    id: table.id || decision,
    hitPolicy,
    ...(aggregate ? { aggregate } : {}),
    inputs: table.inputs.map(({ text }) => ({ expression: options.inputs?.[text] ?? text })),
    outputs,
    rows,
    ...(otherwise ? { otherwise } : {}),
    onUnknown: options.onUnknown,
    unknownReasonCode: options.unknownReasonCode,
  })

  function otherwiseOf({ outputs: written }: DmnTable, targets: readonly TableOutput[]): OutputValue[] | undefined {
    if (written.every((output) => !output.otherwise)) return undefined
    return written.map(({ otherwise: entry }, i) =>
      entry ? outputOf(entry.tree, targets[i]!.to, `/otherwise/${i}`, entry.text) : null,
    )
  }

  function outputOf(tree: Feel | undefined, to: string, pointer: string, text: string): OutputValue {
    const value = literalOf(tree)
    const scaled = value === undefined ? undefined : inside(value, catalogue.get(to)?.type)
    if (scaled === undefined) problems.push({ pointer, text })
    return scaled ?? null
  }
}

/** An output as inside, fen or ppm; undefined when it is finer than that. */
function inside(value: OutputValue, type: FactType | undefined): OutputValue | undefined {
  if (typeof value !== 'number' || (type !== 'money' && type !== 'rate')) return value
  const scaled = value * (type === 'money' ? 100 : 1_000_000)
  return Math.abs(scaled - Math.round(scaled)) < 1e-6 ? Math.round(scaled) : undefined
}

function literalOf(tree: Feel | undefined): OutputValue | undefined {
  if (tree?.kind === 'literal') return tree.value
  if (tree?.kind === 'at') return tree.text
  return tree?.kind === 'negative' && tree.of.kind === 'literal' && typeof tree.of.value === 'number'
    ? -tree.of.value
    : undefined
}
