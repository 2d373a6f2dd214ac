import type { Policy, PolicyProblem } from '@puhui/policy'
import { policiesText } from '../../i18n/policies.ts'
import { policyProblemsText } from '../../i18n/policy-problems.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import type { Checked } from './check.ts'
import { problemPlace } from './problem-place.ts'
import { valueShown } from './value-shown.ts'

interface ProblemsPanelProps {
  readonly checked: Checked | undefined
  readonly isFresh: boolean
  readonly policy: Policy
  readonly onGo: (stageId: string) => void
}

const SHOWN_MAX = 50
/** Their subject is the rule, which the place names already. */
const SAID_BY_PLACE = new Set<PolicyProblem['code']>([
  'policy.rule_never_hits',
  'policy.rule_always_hits',
  'policy.rule_always_unknown',
])

/** What the engine says of the whole policy, a moment after each change. */
export function ProblemsPanel({ checked, isFresh, policy, onGo }: ProblemsPanelProps) {
  const t = useText(policiesText)
  const codes = useText(policyProblemsText)
  const say = useLocalized()
  const problems = checked?.problems ?? []
  const errors = problems.filter(({ level }) => level === 'error').length
  return (
    <Block title={t.problems}>
      <p className="soft" role="status" data-part="lint-state" data-fresh={isFresh} data-problems={problems.length}>
        {!checked || !isFresh
          ? t.checking
          : `${problems.length === 0 ? t.noProblems : t.problemCount(errors, problems.length - errors)} · ${t.tookMs(checked.milliseconds)}`}
      </p>
      <ul className="problem-list" data-part="lint">
        {problems.slice(0, SHOWN_MAX).map((problem) => {
          const stage = policy.stages[Number(/^\/stages\/(\d+)/.exec(problem.pointer)?.[1] ?? -1)]
          const place = problemPlace(policy, problem.pointer)
          return (
            <li key={keyOf(problem)} data-code={problem.code}>
              <Tag tone={problem.level === 'error' ? 'bad' : 'attention'}>{codes[problem.code] ?? problem.code}</Tag>{' '}
              {stage && (
                <button type="button" className="linklike" onClick={() => onGo(stage.id)}>
                  {say(stage.title)}
                </button>
              )}{' '}
              {place && <span data-part="problem-place">{say(place)}</span>}{' '}
              {problem.rows && <span className="mono">{problem.rows.join(' × ')}</span>}{' '}
              {problem.beside && <span className="mono">{problem.beside.join(' … ')}</span>}{' '}
              {SAID_BY_PLACE.has(problem.code) ? '' : problem.subject}{' '}
              {problem.condition && (
                <span>
                  {codes[problem.condition.code] ?? problem.condition.code} <code>{problem.condition.text}</code>
                  {problem.condition.suggestion && ` → ${problem.condition.suggestion}`}
                </span>
              )}
              {problem.example && (
                <span className="soft mono">
                  {Object.entries(problem.example)
                    .map(([id, value]) => `${id} = ${valueShown(id, value) ?? t.unknown}`)
                    .join(', ')}
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </Block>
  )
}

function keyOf({ pointer, code, rows, subject, condition, example }: PolicyProblem): string {
  return JSON.stringify([pointer, code, rows, subject, condition?.place, example])
}
