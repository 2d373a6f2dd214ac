import { labels } from '@puhui/api'
import type { Policy, Scenario } from '@puhui/policy'
import { Button, Input, Select } from 'antd'
import { policiesText } from '../../i18n/policies.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Block } from '../../ui/page.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import type { Applicant, Checked } from './check.ts'

interface ScenariosPanelProps {
  readonly policy: Policy
  readonly scenarios: readonly Scenario[]
  readonly applicant: Applicant
  readonly checked: Checked | undefined
  readonly isReadOnly: boolean
  readonly onChange: (scenarios: readonly Scenario[]) => void
  readonly onLoad: (applicant: Applicant) => void
}

/** Applicants and what must come out, run as one types; a policy with a red one is not released. */
export function ScenariosPanel(props: ScenariosPanelProps) {
  const { policy, scenarios, applicant, checked, isReadOnly, onChange, onLoad } = props
  const t = useText(policiesText)
  const say = useLocalized()
  const results = new Map(checked?.scenarios.map((one) => [one.id, one]))
  const green = [...results.values()].filter(({ isGreen }) => isGreen).length
  const set = (i: number, next: Scenario) => onChange(scenarios.map((one, at) => (at === i ? next : one)))
  const add = () => {
    const id = `s${scenarios.length + 1}-${Object.keys(applicant).length}-${scenarios.length}`
    const outcome = checked?.decision?.outcome ?? 'refer'
    onChange([...scenarios, { id, title: t.scenarios, facts: applicant, expect: { outcome } }])
  }
  return (
    <Block
      title={`${t.scenarios} · ${t.scenarioCount(green, scenarios.length)}`}
      actions={
        <Button size="small" disabled={isReadOnly} onClick={add}>
          {t.addScenario}
        </Button>
      }
    >
      <ScrollBox label={t.scenarios}>
        <table className="plain-table" data-part="scenarios">
          <thead>
            <tr>
              <th scope="col">{t.status}</th>
              <th scope="col">{t.title}</th>
              <th scope="col">{t.expectOutcome}</th>
              <th scope="col">{t.expectReasons}</th>
              <th scope="col">{t.actual}</th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {scenarios.map((one, i) => {
              const result = results.get(one.id)
              return (
                <tr key={one.id} data-scenario={one.id} data-green={result?.isGreen}>
                  <td>
                    {result && <Tag tone={result.isGreen ? 'good' : 'bad'}>{result.isGreen ? t.green : t.red}</Tag>}
                  </td>
                  <td>
                    <Input
                      size="small"
                      aria-label={t.title}
                      readOnly={isReadOnly}
                      value={one.title}
                      onChange={(event) => set(i, { ...one, title: event.target.value })}
                    />
                  </td>
                  <td>
                    <Select
                      size="small"
                      aria-label={t.expectOutcome}
                      disabled={isReadOnly}
                      value={one.expect.outcome}
                      popupMatchSelectWidth={140}
                      options={Object.entries(labels.decisionOutcome).map(([value, label]) => ({
                        value: value as Scenario['expect']['outcome'],
                        label: say(label),
                      }))}
                      onChange={(outcome) => set(i, { ...one, expect: { ...one.expect, outcome } })}
                    />
                  </td>
                  <td>
                    <Select
                      size="small"
                      mode="multiple"
                      className="wide-select"
                      aria-label={t.expectReasons}
                      disabled={isReadOnly}
                      value={[...(one.expect.reasons ?? [])]}
                      popupMatchSelectWidth={240}
                      options={policy.reasons.map(({ code }) => ({ value: code, label: code }))}
                      onChange={(reasons) => set(i, { ...one, expect: { ...one.expect, reasons } })}
                    />
                  </td>
                  <td>
                    {result?.differences.map(({ field, expected, actual }) => (
                      <div key={field}>
                        {field}: <del>{expected}</del> <ins>{actual}</ins>
                      </div>
                    ))}
                  </td>
                  <td>
                    <Button size="small" onClick={() => onLoad(one.facts)}>
                      {t.load}
                    </Button>{' '}
                    <Button
                      size="small"
                      disabled={isReadOnly}
                      onClick={() => onChange(scenarios.filter((_, at) => at !== i))}
                    >
                      {t.removeScenario}
                    </Button>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </ScrollBox>
    </Block>
  )
}
