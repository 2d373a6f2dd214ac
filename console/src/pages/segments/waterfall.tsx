import type { OutputOf, segmentsApi } from '@puhui/api'
import { segmentsText } from '../../i18n/segments.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Count } from '../../ui/figures.tsx'

type Line = OutputOf<typeof segmentsApi.countSegment>['waterfall'][number]

/** How many are left after each step, as bars, with the reasons of who is not. */
export function Waterfall({ lines }: { readonly lines: readonly Line[] }) {
  const t = useText(segmentsText)
  const say = useLocalized()
  const most = Math.max(1, lines[0]?.left ?? 0)
  return (
    <ol className="segment-fall">
      {lines.map((line) => (
        <li key={line.id} className="segment-fall-line">
          <span>{say(line.label)}</span>
          <span className="segment-bar" style={{ inlineSize: `${(line.left / most) * 100}%` }} />
          <Count value={line.left} />
          {line.dropped > 0 && (
            <span className="segment-why">
              {t.dropped} <Count value={line.dropped} />
              {line.reasons
                .filter(({ count }) => count > 0)
                .map(({ id, label, count }) => (
                  <span key={id}>
                    {' · '}
                    {say(label)} <Count value={count} />
                  </span>
                ))}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
