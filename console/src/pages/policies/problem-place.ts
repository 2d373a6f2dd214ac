import type { Localized } from '@puhui/kernel'
import type { Policy } from '@puhui/policy'

const same = (text: string): Localized => ({ zh: text, en: text })
const AT =
  /^\/(stages|parameters|reasons)\/(\d+)(?:\/(?:(rules|checks)\/(\d+)|table\/(?:(rows)|(inputs)|(outputs))\/(\d+)(?:\/when\/(\d+))?|scorecard\/attributes\/(\d+)))?/

/** What a problem is about, below its stage: the rule by its title, the row and column of a table, a parameter. */
export function problemPlace(policy: Policy, pointer: string): Localized | undefined {
  const at = AT.exec(pointer)
  if (!at) return undefined
  const [, list, nth, rules, rule, rows, inputs, outputs, entry, column, attribute] = at
  if (list === 'parameters') return policy.parameters[Number(nth)]?.label
  if (list === 'reasons') return policy.reasons[Number(nth)]?.staff
  const stage = policy.stages[Number(nth)]
  if (rules && stage?.kind === 'rules') return stage.rules[Number(rule)]?.title
  if (rules && stage?.kind === 'lists') return stage.checks[Number(rule)]?.title
  if (attribute && stage?.kind === 'scorecard') {
    const id = stage.scorecard.attributes[Number(attribute)]?.id
    return id === undefined ? undefined : same(id)
  }
  if (stage?.kind !== 'table') return undefined
  if (inputs) return same(stage.table.inputs[Number(entry)]?.expression ?? '')
  if (outputs) return same(stage.table.outputs[Number(entry)]?.to ?? '')
  if (!rows) return undefined
  const input = column === undefined ? undefined : stage.table.inputs[Number(column)]?.expression
  return same([stage.table.rows[Number(entry)]?.id, input].filter((one) => one !== undefined).join(' · '))
}
