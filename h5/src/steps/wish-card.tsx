import { labelOf } from '@puhui/api'
import { Link } from '@tanstack/react-router'
import type { Journey } from '../api/journey.ts'
import { useAppearance } from '../app/appearance.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { Money } from '../ui/figures.tsx'
import { PurposeFields } from './purpose-fields.tsx'

/** What the borrower wants, and what for; the purpose can be changed here. */
export function WishCard({ journey }: { readonly journey: Journey }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const { locale } = useAppearance()
  const { wish } = journey
  if (!wish) {
    return (
      <p className="notice attention">
        {text.none} <Link to="/">{text.toQuote}</Link>
      </p>
    )
  }
  return (
    <section className="card">
      <div className="row">
        <h2>{text.wish}</h2>
        <Link to="/">{text.changeWish}</Link>
      </div>
      <p className="figure">
        <Money fen={wish.principalFen} />
      </p>
      <p className="soft">
        {shared.months(wish.termMonths)} · {labelOf('method', wish.method)[locale]}
      </p>
      <PurposeFields wish={wish} />
    </section>
  )
}
