import type { applicationsApi, OutputOf } from '@puhui/api'
import { toWords } from '@puhui/condition'
import type { Localized } from '@puhui/kernel'
import type { CompiledStage, Policy, Reason, Stage } from '@puhui/policy'
import type { Selectable } from 'kysely'
import { factLabel, factShown } from './fact-shown.ts'
import type { PolicyInUse, StoredReason, StoredTrace } from './model.ts'
import type { DecisionTable } from './schema.ts'

type Shown = OutputOf<typeof applicationsApi.getApplication>['decisions'][number]
type RuleShown = Shown['stages'][number]['rules'][number]
type StoredLine = StoredTrace['stages'][number]['lines'][number]

/** A stored decision with the words of the policy that made it. */
export function decisionShown(row: Selectable<DecisionTable>, inUse: PolicyInUse, decidedBy: string): Shown {
  const { policy, compiled } = inUse
  return {
    id: row.id,
    policyCode: row.policy_code,
    policyVersion: row.policy_version,
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
        rules: stage.lines.map((line) => ruleShown(line, told, asked, inUse)),
      }
    }),
    points: row.trace.points.map(({ attributeId, value, points, pointsMax }) => ({
      attribute: attributeId,
      label: labelOfAttribute(policy, attributeId),
      shown: shownIn(policy, attributeId, value),
      points,
      pointsMax,
    })),
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

function ruleShown(line: StoredLine, told: Stage, asked: CompiledStage, { compiled }: PolicyInUse): RuleShown {
  const text = linesOf(asked).find(({ id }) => id === line.id)?.text ?? line.id
  const rule = asked.kind === 'rules' ? asked.rules.find(({ id }) => id === line.id) : undefined
  const words = rule
    ? { zh: toWords(rule.condition, compiled.catalogue, 'zh'), en: toWords(rule.condition, compiled.catalogue, 'en') }
    : { zh: text, en: text }
  const effect = typeof line.does === 'string' && line.does !== 'none' ? line.does : null
  return {
    id: line.id,
    label: labelOfLine(told, line.id),
    text,
    words,
    inputs: Object.entries(line.in).map(([fact, value]) => ({
      fact,
      label: factLabel(fact),
      value: value === null ? null : String(value),
      shown: factShown(fact, value),
    })),
    result: line.is === 'unknown' ? 'unknown' : line.is ? 'true' : 'false',
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
    case 'offer':
      return stage.limit.caps.find((cap) => cap.id === id)?.title ?? stage.title
  }
}

function labelOfAttribute(policy: Policy, id: string): Localized {
  for (const stage of policy.stages) if (stage.kind === 'scorecard') return labelOfLine(stage, id)
  return { zh: id, en: id }
}

/** The value of an attribute is shown as its fact is, when its expression is a single fact. */
function shownIn(policy: Policy, id: string, value: string | number | boolean | null): Localized {
  for (const stage of policy.stages) {
    if (stage.kind !== 'scorecard') continue
    const attribute = stage.scorecard.attributes.find((one) => one.id === id)
    if (attribute) return factShown(attribute.expression, value)
  }
  return factShown(id, value)
}
