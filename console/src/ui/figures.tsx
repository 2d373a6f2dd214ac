import { type Day, isDay } from '@puhui/calendar'
import {
  showAnnualRate,
  showCount,
  showDpd,
  showInstant,
  showLongDay,
  showMoney,
  showRate,
  showShortMoney,
} from '@puhui/design'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { useAppearance } from '../theme/appearance.ts'
import { Tag } from './status-tag.tsx'

type Amount = string | bigint

/** Money in one way: `<Money fen="123450" />` is ¥1,234.50. `short` is for headlines, `sign` for movements. */
export function Money(props: {
  readonly fen: Amount | null | undefined
  readonly short?: boolean
  readonly sign?: 'auto' | 'always'
}) {
  const { locale } = useAppearance()
  if (props.fen === null || props.fen === undefined) return <None />
  const amount = BigInt(props.fen)
  const full = showMoney(amount, { sign: props.sign ?? 'auto' })
  if (!props.short) return <span className={amount < 0n ? 'figures money money-minus' : 'figures money'}>{full}</span>
  return (
    <span className="figures money" title={full}>
      {showShortMoney(amount, locale)}
    </span>
  )
}

/** A rate of millionths in per cent; `yearly` says that it is one. */
export function Rate(props: {
  readonly ppm: number | bigint | null | undefined
  readonly decimals?: number
  readonly yearly?: boolean
}) {
  const { locale } = useAppearance()
  if (props.ppm === null || props.ppm === undefined) return <None />
  const rate = BigInt(props.ppm)
  return <span className="figures">{props.yearly ? showAnnualRate(rate, locale) : showRate(rate, props.decimals)}</span>
}

export function Count(props: { readonly value: number | null | undefined; readonly capped?: boolean }) {
  if (props.value === null || props.value === undefined) return <None />
  return <span className="figures">{showCount(props.value, { capped: props.capped ?? false })}</span>
}

/** A day as it is stored, or in prose with `long`. */
export function DayText(props: { readonly day: string | null | undefined; readonly long?: boolean }) {
  const { locale } = useAppearance()
  if (!props.day) return <None />
  return (
    <time className="figures" dateTime={props.day}>
      {props.long && isDay(props.day) ? showLongDay(props.day as Day, locale) : props.day}
    </time>
  )
}

/** An instant on the lender's clock. */
export function Instant(props: { readonly at: string | null | undefined; readonly seconds?: boolean }) {
  if (!props.at) return <None />
  return (
    <time className="figures" dateTime={props.at} title={showInstant(props.at, 'second')}>
      {showInstant(props.at, props.seconds ? 'second' : 'minute')}
    </time>
  )
}

/** Days past due, coloured by how late; the bucket is in the tooltip. */
export function Dpd({ days }: { readonly days: number | null | undefined }) {
  const { locale } = useAppearance()
  if (days === null || days === undefined) return <None />
  const { bucket, label, tone } = showDpd(days, locale)
  return (
    <Tag tone={tone} title={bucket}>
      {label}
    </Tag>
  )
}

export function Flag({ value }: { readonly value: boolean | null | undefined }) {
  const t = useText(uiText)
  if (value === null || value === undefined) return <None />
  return <span className={value ? '' : 'soft'}>{value ? t.yes : t.no}</span>
}

/** How long something took, in the largest unit that fits. */
export function Duration({ seconds }: { readonly seconds: number | null | undefined }) {
  const t = useText(uiText).duration
  if (seconds === null || seconds === undefined) return <None />
  const text =
    seconds < 60
      ? t.seconds(seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds)))
      : seconds < 3_600
        ? t.minutes((seconds / 60).toFixed(1))
        : seconds < 86_400
          ? t.hours((seconds / 3_600).toFixed(1))
          : t.days((seconds / 86_400).toFixed(1))
  return <span className="figures">{text}</span>
}

/** A value that is not there. */
export function None() {
  return <span className="none">{useText(uiText).none}</span>
}
