import { showRate } from '@puhui/design'
import { surveysText } from '../../i18n/surveys.ts'
import { useText } from '../../i18n/text.ts'

interface Shared {
  readonly count: number | null
  readonly sharePpm: number | null
  readonly lowPpm: number | null
  readonly highPpm: number | null
}

export const percent = (ppm: number): string => showRate(BigInt(ppm), 1)

/** A share with its interval, or why it is not shown. */
export function ShareCell({ share }: { readonly share: Shared | null }) {
  const t = useText(surveysText)
  if (share === null) return '—'
  if (share.sharePpm === null) return <Hidden />
  return (
    <span className="figures survey-share">
      <span>
        {percent(share.sharePpm)} <small>({share.count})</small>
      </span>
      <small title={t.interval}>
        {percent(share.lowPpm ?? 0)} … {percent(share.highPpm ?? 0)}
      </small>
    </span>
  )
}

export function Hidden() {
  const t = useText(surveysText)
  return (
    <span className="survey-hidden" title={t.hiddenHint}>
      {t.hidden}
    </span>
  )
}
