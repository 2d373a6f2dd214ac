import type { applicationsApi, OutputOf } from '@puhui/api'
import { toWords } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import type { CompiledStage, Policy, Reason, Stage } from '@puhui/policy'
import type { Selectable } from 'kysely'
import type { PolicyInUse } from '../policies/index.ts'
import { factLabel, factShown } from './fact-shown.ts'
import type { StoredLine, StoredReason } from './model.ts'
import type { DecisionTable } from './schema.ts'

type Shown = OutputOf<typeof applicationsApi.getApplication>['decisions'][number]
type RuleShown = Shown['stages'][number]['rules'][number]

/** A stored decision with the words of the policy that made it. */
export function decisionShown(row: Selectable<DecisionTable>, inUse: PolicyInUse, decidedBy: string): Shown {
  const { policy, compiled } = inUse
  const known = { ...row.facts, ...row.trace.found }
  return {
    id: row.id,
    policyCode: row.policy_code,
    policyVersion: row.policy_version,
    policyTitle: policy.title,
    policyHash: row.policy_hash,
    factsHash: row.facts_hash,
    outcome: row.outcome as Shown['outcome'],
    grade: row.grade,
    scorePoints: row.score_points,
    limitFen: row.limit_fen === null ? null : String(row.limit_fen),
    annualRatePpm: row.annual_rate_ppm === null ? null : Number(row.annual_rate_ppm),
    reasons: reasonsShown(policy, row.trace.allReasons),
    stages: row.trace.stages.map((stage) => {
      const [told, asked] = [
        policy.stages.find(({ id }) => id === stage.id)!,
        compiled.stages.find(({ id }) => id === stage.id)!,
      ]
      return {
        id: stage.id,
        label: told.title,
        outcome: outcomeOf(stage.outcome),
        rules: stage.lines.map((line) => ruleShown(line, { told, asked, known }, inUse)),
      }
    }),
    points: row.trace.points.map(([id, points]) => {
      const attribute = attributeOf(compiled.stages, id)
      const read = attribute?.reads[0]?.id ?? id
      return {
        attribute: id,
        label: labelOfAttribute(policy, id),
        shown: factShown(read, known[read] ?? null),
        points,
        pointsMax: attribute?.pointsMax ?? points,
      }
    }),
    decidedAt: row.decided_at,
    decidedBy,
  } as Shown
}

/** Reasons with the texts of the policy: for staff, for the borrower, and what would help. */
export function reasonsShown(policy: Policy, reasons: readonly Pick<StoredReason, 'code'>[]) {
  return reasons.flatMap(({ code }, index) => {
    if (reasons.findIndex((other) => other.code === code) < index) return []
    const reason = reasonOf(policy, code)
    return [{ code, staffText: reason.staff, borrowerText: reason.borrower, help: reason.help }]
  })
}

function reasonOf(policy: Policy, code: string): Reason {
  return policy.reasons.find((reason) => reason.code === code)!
}

function outcomeOf(text: string): string | null {
  return text === 'decline' || text === 'refer' || text === 'moreData' ? text : null
}

interface Around {
  readonly told: Stage
  readonly asked: CompiledStage
  readonly known: Readonly<Record<string, string | number | boolean | null>>
}

function ruleShown([id, is, does]: StoredLine, { told, asked, known }: Around, { compiled }: PolicyInUse): RuleShown {
  const line = linesOf(asked).find((one) => one.id === id)
  const text = line?.text ?? id
  const rule = asked.kind === 'rules' ? asked.rules.find((one) => one.id === id) : undefined
  const words = rule
    ? { zh: toWords(rule.condition, compiled.catalogue, 'zh'), en: toWords(rule.condition, compiled.catalogue, 'en') }
    : { zh: text, en: text }
  const effect = typeof does === 'string' ? does : null
  const reads = line?.reads ?? []
  return {
    id,
    label: labelOfLine(told, id),
    text,
    words,
    inputs: reads.map(({ id: fact }) => {
      const value = known[fact] ?? null
      return {
        fact,
        label: factLabel(fact),
        value: value === null ? null : String(value),
        shown: factShown(fact, value),
      }
    }),
    result: is === -1 ? 'unknown' : is === 1 ? 'true' : 'false',
    effect: effect as RuleShown['effect'],
    reasonCode: effect === null ? null : (rule?.reasonCode ?? null),
  }
}

function linesOf(stage: CompiledStage) {
  switch (stage.kind) {
    case 'rules':
      return stage.rules
    case 'table':
      return stage.rows
    case 'scorecard':
      return stage.attributes
    case 'offer':
      return [stage.price.line, ...stage.caps]
  }
}

function labelOfLine(stage: Stage, id: string): Localized {
  const plain = { zh: id, en: id }
  switch (stage.kind) {
    case 'rules':
      return stage.rules.find((rule) => rule.id === id)?.title ?? plain
    case 'table':
      return stage.table.rows.find((row) => row.id === id)?.note ?? stage.title
    case 'scorecard':
      return stage.scorecard.attributes.find((attribute) => attribute.id === id)?.label ?? plain
    case 'lists':
      return stage.checks.find((check) => check.id === id)?.title ?? plain
    case 'offer':
      return stage.limit.caps.find((cap) => cap.id === id)?.title ?? stage.title
    case 'cross':
    case 'tree':
      return stage.title
  }
}

function labelOfAttribute(policy: Policy, id: string): Localized {
  for (const stage of policy.stages) if (stage.kind === 'scorecard') return labelOfLine(stage, id)
  return { zh: id, en: id }
}

function attributeOf(stages: readonly CompiledStage[], id: string) {
  for (const stage of stages) {
    const found = stage.kind === 'scorecard' ? stage.attributes.find((one) => one.id === id) : undefined
    if (found) return found
  }
  return undefined
}
