import { systemApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { useCan } from '../../api/session.ts'
import { pageAt } from '../../app/page-spec.ts'
import { overviewText } from '../../i18n/overview.ts'
import { useText } from '../../i18n/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { Block } from '../../ui/page.tsx'
import { To } from '../../ui/to.tsx'

/** The first steps of a newcomer, ticked by what the database holds. */
export function GettingStarted() {
  const t = useText(overviewText)
  const can = useCan()
  const steps = useRead(systemApi.gettingStarted, {}, { everyMs: 15_000 }).data?.steps ?? []
  const names: Readonly<Record<string, string>> = t.step
  const done = steps.filter(({ isDone }) => isDone).length
  if (steps.length === 0) return null
  return (
    <Block
      title={t.start}
      actions={<span className="soft">{done === steps.length ? t.startAll : t.startDone(done, steps.length)}</span>}
    >
      <ol className="start-steps" data-part="getting-started">
        {steps.map((step) => {
          const name = names[step.id] ?? step.id
          const page = pageAt(step.path)
          return (
            <li key={step.id} data-done={step.isDone}>
              <span className="start-tick" role="img" aria-label={step.isDone ? t.ticked : t.notTicked}>
                {step.isDone && <Icon name="check" size={14} />}
              </span>
              {page && can(page.permission) ? <To href={step.path}>{name}</To> : <span>{name}</span>}
            </li>
          )
        })}
      </ol>
    </Block>
  )
}
