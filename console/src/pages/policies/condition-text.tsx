import type { ConditionRefusal } from '@puhui/condition'
import { type Condition, type FactCatalogue, toWords } from '@puhui/condition'
import type { Result } from '@puhui/kernel'
import { Button, Input } from 'antd'
import { policiesText } from '../../i18n/policies.ts'
import { policyProblemsText } from '../../i18n/policy-problems.ts'
import { useText } from '../../i18n/text.ts'

interface ConditionTextProps {
  readonly label: string
  readonly text: string
  readonly read: Result<Condition, ConditionRefusal>
  readonly isReadOnly: boolean
  readonly onChange: (text: string) => void
}

/** A condition or a cell as text, with what is wrong, where, and what was meant. */
export function ConditionText({ label, text, read, isReadOnly, onChange }: ConditionTextProps) {
  const t = useText(policiesText)
  const codes = useText(policyProblemsText)
  const problems = read.ok ? [] : read.error.problems
  return (
    <div className="stack">
      <h3>{label}</h3>
      <Input.TextArea
        aria-label={label}
        className="mono"
        autoSize={{ minRows: 2 }}
        value={text}
        readOnly={isReadOnly}
        status={read.ok ? '' : 'error'}
        onChange={(event) => onChange(event.target.value)}
      />
      <ul className="condition-problems" aria-live="polite" data-part="condition-problems">
        {problems.map((problem) => (
          <li key={`${problem.place.start} ${problem.code}`}>
            <span>
              {codes[problem.code] ?? problem.code}{' '}
              <code>
                {text.slice(0, problem.place.start)}
                <mark>{text.slice(problem.place.start, problem.place.end) || '▯'}</mark>
                {text.slice(problem.place.end)}
              </code>
            </span>
            {problem.suggestion && (
              <span>
                {t.suggestion} <code>{problem.suggestion}</code>{' '}
                <Button
                  size="small"
                  disabled={isReadOnly}
                  onClick={() =>
                    onChange(text.slice(0, problem.place.start) + problem.suggestion + text.slice(problem.place.end))
                  }
                >
                  {t.use}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface SentencesProps {
  readonly condition: Condition
  readonly catalogue: FactCatalogue
}

/** What a condition says, in both languages. */
export function Sentences({ condition, catalogue }: SentencesProps) {
  const t = useText(policiesText)
  return (
    <dl className="sentences" data-part="sentences">
      <dt>{t.sentence}</dt>
      <dd lang="zh-CN">{toWords(condition, catalogue, 'zh')}</dd>
      <dt>{t.sentenceEn}</dt>
      <dd lang="en">{toWords(condition, catalogue, 'en')}</dd>
    </dl>
  )
}
