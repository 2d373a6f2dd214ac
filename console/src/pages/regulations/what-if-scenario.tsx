import { labelOf, regulationsApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { regulationsText } from '../../i18n/regulations.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DayText, Instant } from '../../ui/figures.tsx'
import { Block, Facts } from '../../ui/page.tsx'
import { NumberName, NumberValue } from './number-value.tsx'
import type { WhatIf } from './what-if-shown.ts'

/** What was asked, of which facts, and the fingerprints that tie the two to the result. */
export function Scenario({ of }: { readonly of: WhatIf }) {
  const t = useText(regulationsText)
  const say = useLocalized()
  const options = useRead(regulationsApi.getRegulationOptions, {})
  const known = options.data?.numbers ?? []
  const { scenario, result } = of
  return (
    <div className="regulation-stack">
      <Block title={t.number}>
        <PlainTable
          caption={t.number}
          table={{
            head: [t.parameter, t.shipped, t.value],
            rows: scenario.numbers.map(({ rule, parameter, value }) => {
              const settable = known.find((one) => one.rule === rule && one.parameter === parameter)
              return [
                <span key="name">
                  <NumberName parameter={parameter} /> <span className="soft">{rule}</span>
                </span>,
                <NumberValue key="law" unit={settable?.unit ?? 'count'} value={settable?.law ?? ''} />,
                <NumberValue key="value" unit={settable?.unit ?? 'count'} value={value} />,
              ]
            }),
          }}
        />
        <Facts
          facts={[
            [t.effectiveOn, <DayText key="on" day={scenario.effectiveOn} />],
            [t.oldContracts, say(labelOf('oldContracts', scenario.oldContracts))],
            [t.madeBy, of.madeBy],
            [t.doneOn, <Instant key="at" at={of.finishedAt} />],
            [t.runOff, result?.book.runOffMonths == null ? '—' : t.months(result.book.runOffMonths)],
          ]}
        />
      </Block>
      <Block title={t.hashes}>
        <Facts
          facts={[
            [
              t.inputs,
              <code key="inputs" className="hash">
                {of.inputsHash ?? '—'}
              </code>,
            ],
            [
              t.result,
              <code key="result" className="hash">
                {of.resultHash ?? '—'}
              </code>,
            ],
          ]}
        />
      </Block>
    </div>
  )
}
