import { Button } from 'antd'
import { useUrlState } from '../../app/url-state.ts'
import { applicationsText } from '../../i18n/applications.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Block } from '../../ui/page.tsx'
import { StatusTag, Tag } from '../../ui/status-tag.tsx'
import type { Decision } from './application-file.tsx'

type Stage = Decision['stages'][number]
type Rule = Stage['rules'][number]

/** A rule that holds asks for attention only when it did something. */
function toneOf({ result, effect }: Rule) {
  if (result === 'unknown') return 'info'
  if (result === 'false') return 'neutral'
  return effect === null ? 'active' : 'attention'
}

/** The stages in order, each with its rules: in words, with the values they saw, what came out and what it did. */
export function Trace({ stages }: { readonly stages: readonly Stage[] }) {
  const t = useText(applicationsText)
  const [search, setSearch] = useUrlState()
  const isAll = search.rules === 'all'
  return (
    <section className="trace" data-part="trace">
      <header className="block-head">
        <h2>{t.trace}</h2>
        <Button size="small" aria-pressed={isAll} onClick={() => setSearch({ rules: isAll ? undefined : 'all' })}>
          {isAll ? t.showHits : t.showAll}
        </Button>
      </header>
      <ol>
        {stages.map((stage) => (
          <li key={stage.id}>
            <OneStage stage={stage} isAll={isAll} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function OneStage({ stage, isAll }: { readonly stage: Stage; readonly isAll: boolean }) {
  const t = useText(applicationsText)
  const say = useLocalized()
  const shown = isAll ? stage.rules : stage.rules.filter(hasEffect)
  return (
    <Block
      title={say(stage.label)}
      actions={
        stage.outcome ? (
          <StatusTag set="decisionOutcome" value={stage.outcome} />
        ) : (
          <span className="soft">{standing(t, stage.rules.length, shown.length)}</span>
        )
      }
      isFlush
    >
      {shown.length > 0 && (
        <div className="wrapping">
          <PlainTable
            caption={say(stage.label)}
            table={{
              head: [t.rule, t.inputs, t.result, t.effect],
              rows: shown.map((rule) => [
                <Words key="rule" rule={rule} />,
                <Inputs key="inputs" rule={rule} />,
                <Tag key="result" tone={toneOf(rule)}>
                  {t.is[rule.result]}
                </Tag>,
                <Effect key="effect" rule={rule} />,
              ]),
            }}
          />
        </div>
      )}
    </Block>
  )
}

function standing(t: (typeof applicationsText)['zh'], all: number, shown: number): string {
  if (all === 0) return t.notReached
  return shown === 0 ? t.quiet(all) : t.passed
}

function hasEffect(rule: Rule): boolean {
  return rule.effect !== null || rule.result === 'unknown'
}

function Words({ rule }: { readonly rule: Rule }) {
  const say = useLocalized()
  return (
    <div className="rule" title={rule.text}>
      <strong>{say(rule.label)}</strong>
      <span className="soft">{say(rule.words)}</span>
    </div>
  )
}

function Inputs({ rule }: { readonly rule: Rule }) {
  const t = useText(applicationsText)
  const say = useLocalized()
  return (
    <ul className="rule-inputs">
      {rule.inputs.map((input) => (
        <li key={input.fact}>
          <span className="soft">{say(input.label)}</span> {input.value === null ? t.unknown : say(input.shown)}
        </li>
      ))}
    </ul>
  )
}

function Effect({ rule }: { readonly rule: Rule }) {
  const t = useText(applicationsText)
  if (rule.effect === null) return <span className="soft">{t.noEffect}</span>
  return (
    <span className="rule-effect">
      {rule.effect === 'warn' ? (
        <Tag tone="attention">{t.warn}</Tag>
      ) : (
        <StatusTag set="decisionOutcome" value={rule.effect} />
      )}
      {rule.reasonCode && <code>{rule.reasonCode}</code>}
    </span>
  )
}
