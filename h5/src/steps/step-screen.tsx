import type { ReactNode } from 'react'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { Screen } from '../ui/screen.tsx'

const ORDER = ['identity', 'income', 'consents', 'decision', 'disclosure', 'sign', 'done'] as const

/** A page of the journey: where one stands among all steps, and the next action at the foot. */
export function StepScreen({
  step,
  title,
  dock,
  children,
}: {
  readonly step: (typeof ORDER)[number]
  readonly title: string
  readonly dock?: ReactNode
  readonly children: ReactNode
}) {
  const text = useText(journeyText)
  const here = ORDER.indexOf(step)
  return (
    <Screen title={title} back="/" dock={dock}>
      <div>
        <p className="small soft">{text.stepOf(here + 1, ORDER.length)}</p>
        <ol className="steps" aria-hidden="true">
          {ORDER.map((name, index) => (
            <li key={name} data-state={index < here ? 'done' : index === here ? 'here' : 'ahead'} />
          ))}
        </ol>
      </div>
      {children}
    </Screen>
  )
}
