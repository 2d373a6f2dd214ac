import { borrowerApi, labelOf, labels } from '@puhui/api'
import { Link } from '@tanstack/react-router'
import { call } from '../api/call.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { useAppearance } from '../app/appearance.ts'
import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { Field } from '../ui/field.tsx'
import { Money } from '../ui/figures.tsx'

type Wish = NonNullable<Journey['wish']>
type Purpose = keyof typeof labels.purpose

/** What the borrower wants, and what for; the purpose can be changed here. */
export function WishCard({ journey }: { readonly journey: Journey }) {
  const text = useText(journeyText)
  const shared = useText(sharedText)
  const { locale } = useAppearance()
  const save = useStep((wish: Wish) =>
    call(borrowerApi.saveWish, { body: { ...wish, purpose: wish.purpose as Purpose } }),
  )
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
      <Field label={text.purpose}>
        {(given) => (
          <select
            {...given}
            value={wish.purpose}
            onChange={(event) => save.mutate({ ...wish, purpose: event.target.value })}
          >
            {Object.entries(labels.purpose).map(([value, label]) => (
              <option key={value} value={value}>
                {label[locale]}
              </option>
            ))}
          </select>
        )}
      </Field>
    </section>
  )
}
