import { coreStage } from './core-stage.ts'
import { type CoreStage, type OutputValue, type Policy, SCORE_REASONS, type Stage } from './policy.ts'
import type { PolicyProblem } from './problem.ts'

/** Ids that are used twice among stages, rules, rows, attributes, parameters or reasons. */
export function checkIds(policy: Policy): PolicyProblem[] {
  const lists: (readonly [string, readonly string[]])[] = [
    ['/stages', policy.stages.map(({ id }) => id)],
    ['/parameters', policy.parameters.map(({ id }) => id)],
    ['/reasons', policy.reasons.map(({ code }) => code)],
    ...policy.stages.map((stage, i) => [`/stages/${i}`, idsIn(coreStage(stage))] as const),
  ]
  return lists.flatMap(([pointer, ids]) =>
    ids
      .filter((id, i) => ids.indexOf(id) < i)
      .map((subject): PolicyProblem => ({ code: 'policy.duplicate_id', level: 'error', pointer, subject })),
  )
}

/** Reason codes that are used but have no text for staff and borrower. */
export function checkReasons(policy: Policy): PolicyProblem[] {
  const known = new Set([...policy.reasons.map(({ code }) => code), SCORE_REASONS])
  return policy.stages.flatMap((stage, i) =>
    [...new Set(reasonCodesIn(stage))]
      .filter((code) => !known.has(code))
      .map((subject): PolicyProblem => {
        return { code: 'policy.reason_not_in_catalogue', level: 'error', pointer: `/stages/${i}`, subject }
      }),
  )
}

/** Every reason code a stage can give. */
export function reasonCodesIn(written: Stage): string[] {
  const stage = coreStage(written)
  switch (stage.kind) {
    case 'rules':
      return stage.rules.flatMap((rule) => [
        rule.reasonCode,
        ...(rule.unknownReasonCode ? [rule.unknownReasonCode] : []),
      ])
    case 'table': {
      const at = stage.table.outputs.findIndex(({ to }) => to === 'reason')
      const given = [...stage.table.rows.map(({ gives }) => gives[at]), stage.table.otherwise?.[at]]
      return [stage.table.unknownReasonCode, ...given.filter(isText)]
    }
    case 'scorecard':
      return stage.scorecard.attributes.map(({ reasonCode }) => reasonCode)
    case 'offer':
      return [stage.limit.reasonCode, stage.unknownReasonCode]
  }
}

function isText(value: OutputValue | undefined): value is string {
  return typeof value === 'string'
}

function idsIn(stage: CoreStage): string[] {
  switch (stage.kind) {
    case 'rules':
      return stage.rules.map(({ id }) => id)
    case 'table':
      return stage.table.rows.map(({ id }) => id)
    case 'scorecard':
      return stage.scorecard.attributes.map(({ id }) => id)
    case 'offer':
      return stage.limit.caps.map(({ id }) => id)
  }
}
