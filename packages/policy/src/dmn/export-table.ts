import type { FactCatalogue, FactType } from '@puhui/condition'
import type { Aggregate, DecisionTable, HitPolicy, OutputValue } from '../policy.ts'
import { escapeXml } from './xml.ts'

const NAMESPACE = 'https://www.omg.org/spec/DMN/20230324/MODEL/'
const POLICIES: Readonly<Record<HitPolicy, string>> = {
  unique: 'UNIQUE',
  any: 'ANY',
  first: 'FIRST',
  priority: 'PRIORITY',
  ruleOrder: 'RULE ORDER',
  collect: 'COLLECT',
}
const AGGREGATORS: Readonly<Record<Aggregate, string>> = { sum: 'SUM', min: 'MIN', max: 'MAX', count: 'COUNT' }
const TYPES: Readonly<Record<FactType, string>> = {
  number: 'number',
  money: 'number',
  rate: 'number',
  integer: 'number',
  boolean: 'boolean',
  text: 'string',
  enum: 'string',
  day: 'date',
}

/**
 * Writes a decision table as a DMN 1.5 model: one decision, named by its only output or else by the table, an input for each fact
 * it is given. Amounts are in yuan and rates a share, as in the text of conditions. What the table does
 * when a fact is unknown has no place in DMN and is left out.
 *
 * @param catalogue types the inputs that are facts, and the outputs
 * @returns the document; `readDmn` reads it back
 */
export function exportDmnTable(table: DecisionTable, catalogue: FactCatalogue): string {
  const name = table.outputs.length === 1 ? table.outputs[0]!.to : table.id
  const facts = table.inputs.map(({ expression }) => expression).filter((name) => catalogue.has(name))
  const typeOf = (name: string) => {
    const type = catalogue.get(name)?.type
    return type ? ` typeRef="${TYPES[type]}"` : ''
  }
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<definitions xmlns="${NAMESPACE}" id="definitions" name="${escapeXml(table.id)}" namespace="urn:puhui:${escapeXml(table.id)}">`,
    ...facts.map((name, i) => {
      return `  <inputData id="input_${i}" name="${escapeXml(name)}"><variable name="${escapeXml(name)}"${typeOf(name)}/></inputData>`
    }),
    `  <decision id="decision" name="${escapeXml(name)}">`,
    `    <variable name="${escapeXml(name)}"/>`,
    ...facts.map((_, i) => `    <informationRequirement><requiredInput href="#input_${i}"/></informationRequirement>`),
    `    <decisionTable id="${escapeXml(table.id)}" hitPolicy="${POLICIES[table.hitPolicy]}"${table.aggregate ? ` aggregation="${AGGREGATORS[table.aggregate]}"` : ''}>`,
    ...table.inputs.map(({ expression }) => {
      return `      <input><inputExpression${typeOf(expression)}>${text(expression)}</inputExpression></input>`
    }),
    ...table.outputs.map(({ to, order }, i) => output(to, order, table.otherwise?.[i])),
    ...table.rows.map(({ id, when, gives, note }) => {
      const entries = when.map((cell) => `<inputEntry>${text(cell)}</inputEntry>`)
      const values = gives.map((value, i) => `<outputEntry>${text(written(value, table.outputs[i]?.to))}</outputEntry>`)
      const description = note ? `<description>${escapeXml(note.en)}</description>` : ''
      return `      <rule id="rule_${escapeXml(id)}">${description}${entries.join('')}${values.join('')}</rule>`
    }),
    '    </decisionTable>',
    '  </decision>',
    '</definitions>',
  ].join('\n')}\n`

  function output(to: string, order: readonly OutputValue[] | undefined, otherwise: OutputValue | undefined): string {
    const values = order
      ? `<outputValues>${text(order.map((value) => written(value, to)).join(', '))}</outputValues>`
      : ''
    const entry =
      otherwise === undefined ? '' : `<defaultOutputEntry>${text(written(otherwise, to))}</defaultOutputEntry>`
    return `      <output name="${escapeXml(to)}"${typeOf(to)}>${values}${entry}</output>`
  }

  function written(value: OutputValue, to: string | undefined): string {
    const type = to === undefined ? undefined : catalogue.get(to)?.type
    if (typeof value === 'number' && type === 'money') return `${value / 100}`
    if (typeof value === 'number' && type === 'rate') return `${value / 1_000_000}`
    if (typeof value === 'string' && type === 'day') return `@"${value}"`
    return typeof value === 'string' ? `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : `${value}`
  }
}

function text(content: string): string {
  return `<text>${escapeXml(content)}</text>`
}
