import type { CSSProperties } from 'react'
import { applicationsText } from '../../i18n/applications.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Count } from '../../ui/figures.tsx'
import { Block } from '../../ui/page.tsx'
import type { Decision } from './application-file.tsx'

/** Each attribute of the score: what it was, its points, and how many there were to get. */
export function ScorePoints({ decision }: { readonly decision: Decision }) {
  const t = useText(applicationsText)
  const say = useLocalized()
  const widest = Math.max(1, ...decision.points.map(({ pointsMax }) => pointsMax))
  return (
    <Block
      title={t.points}
      actions={
        <strong>
          <Count value={decision.scorePoints} />
        </strong>
      }
    >
      <ul className="points">
        {decision.points.map((one) => (
          <li key={one.attribute}>
            <span className="points-name">
              {say(one.label)} <span className="soft">{say(one.shown)}</span>
            </span>
            <span
              className="points-bar"
              aria-hidden="true"
              style={{ '--most': one.pointsMax / widest, '--got': Math.max(0, one.points) / widest } as CSSProperties}
            />
            <span className={one.points < 0 ? 'figures points-figure points-minus' : 'figures points-figure'}>
              {t.pointsOf(one.points, one.pointsMax)}
            </span>
          </li>
        ))}
      </ul>
    </Block>
  )
}
