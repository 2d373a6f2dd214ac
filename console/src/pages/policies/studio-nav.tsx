import type { Policy, Stage } from '@puhui/policy'
import { App, Button } from 'antd'
import { policiesText } from '../../i18n/policies.ts'
import { policyEditorText } from '../../i18n/policy-editor.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import type { Checked } from './check.ts'
import { importTables } from './exchange.ts'

interface StudioNavProps {
  readonly policy: Policy
  readonly at: string
  readonly checked: Checked | undefined
  readonly scenarioCount: number
  readonly onGo: (to: string) => void
  /** Absent when nothing can be changed. */
  readonly onChange: ((policy: Policy) => void) | undefined
}

/** The parts of a policy in the order in which they run, each with how many problems it has. */
export function StudioNav({ policy, at, checked, scenarioCount, onGo, onChange }: StudioNavProps) {
  const t = useText(policiesText)
  const say = useLocalized()
  const { flow } = useText(policyEditorText)
  const green = checked?.scenarios.filter(({ isGreen }) => isGreen).length ?? 0
  const count = (pointer: string) =>
    checked?.problems.filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`)).length ?? 0
  const entry = (key: string, label: string, aside: string, isBad = false) => (
    <li key={key}>
      <button type="button" aria-current={key === at ? 'page' : undefined} onClick={() => onGo(key)}>
        <span>{label}</span>
        <span className={isBad ? 'nav-bad' : 'soft'}>{aside}</span>
      </button>
    </li>
  )
  return (
    <nav className="studio-nav" aria-label={t.studio}>
      <ul>{entry('flow', flow, String(policy.stages.length))}</ul>
      <h2>{t.stages}</h2>
      <ol>
        {policy.stages.map((stage, i) => {
          const problems = count(`/stages/${i}`)
          const aside = problems > 0 ? String(problems) : t.stageKinds[stage.kind]
          return entry(stage.id, `${i + 1}. ${say(stage.title)}`, aside, problems > 0)
        })}
      </ol>
      {onChange && <Import policy={policy} onChange={onChange} onGo={onGo} />}
      <ul>
        {entry('parameters', t.parameters, String(policy.parameters.length))}
        {entry('reasons', t.reasons, String(policy.reasons.length))}
        {entry('scenarios', t.scenarios, `${green}/${scenarioCount}`, green < scenarioCount)}
        {entry('release', t.release, '')}
      </ul>
    </nav>
  )
}

interface ImportProps {
  readonly policy: Policy
  readonly onChange: (policy: Policy) => void
  readonly onGo: (to: string) => void
}

function Import({ policy, onChange, onGo }: ImportProps) {
  const t = useText(policiesText)
  const { message } = App.useApp()
  const take = async (file: File) => {
    const result = importTables(await file.text())
    if (!result.ok) return void message.error(`${t.importFailed}: ${result.error.places.slice(0, 5).join('; ')}`)
    const stages = result.value.map((stage) => withFreshId(stage, policy))
    onChange({ ...policy, stages: [...policy.stages, ...stages] })
    onGo(stages[0]!.id)
    message.success(t.imported(stages.length))
  }
  return (
    <Button
      size="small"
      onClick={({ currentTarget }) => currentTarget.parentElement?.querySelector<HTMLInputElement>('input')?.click()}
    >
      {t.import}
      <input
        type="file"
        hidden
        accept=".dmn,.xml,.json"
        aria-label={t.import}
        onClick={(event) => event.stopPropagation()}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) void take(file)
          currentTarget.value = ''
        }}
      />
    </Button>
  )
}

function withFreshId(stage: Stage, { stages }: Policy): Stage {
  const taken = (id: string) => stages.some((one) => one.id === id)
  if (!taken(stage.id)) return stage
  let n = 2
  while (taken(`${stage.id}-${n}`)) n += 1
  return { ...stage, id: `${stage.id}-${n}` }
}
