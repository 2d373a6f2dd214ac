import { Popover } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'

export interface ExplainLine {
  readonly label: ReactNode
  readonly value: ReactNode
}

interface ExplainProps {
  /** The number itself, as the kit shows it. */
  readonly children: ReactNode
  /** What it is made of, in order: `balance`, `rate`, `days`. */
  readonly lines: readonly ExplainLine[]
  /** The rule in one line: `balance × rate × days ÷ 365`. */
  readonly formula?: ReactNode
  /** Where the rule is written: a contract term, an article of law, a policy version. */
  readonly source?: ReactNode
}

/** A number that opens to how it came about. */
export function Explain({ children, lines, formula, source }: ExplainProps) {
  const t = useText(uiText).explain
  const body = (
    <div className="explain">
      {formula && <p className="explain-formula">{formula}</p>}
      <dl>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one number never change places.
          <div key={index}>
            <dt>{line.label}</dt>
            <dd>{line.value}</dd>
          </div>
        ))}
      </dl>
      {source && <p className="explain-source">{source}</p>}
    </div>
  )
  return (
    <Popover trigger="click" title={t.title} content={body}>
      <button type="button" className="explain-button">
        {children}
      </button>
    </Popover>
  )
}
