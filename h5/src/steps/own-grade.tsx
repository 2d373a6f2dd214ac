import type { Journey } from '../api/journey.ts'
import { journeyText } from '../i18n/journey.ts'
import { useLocalized, useText } from '../i18n/text.ts'

type Application = NonNullable<Journey['application']>

/** One's own grade, and what would raise it most; nothing to show before there was a score. */
export function OwnGrade({ application }: { readonly application: Application }) {
  const text = useText(journeyText)
  const localized = useLocalized()
  const { grade, scorePoints, improve } = application
  if (grade === null && improve.length === 0) return null
  return (
    <section className="card">
      {grade !== null && (
        <>
          <h2>
            {text.ownGrade} {grade}
            {scorePoints !== null && ` · ${scorePoints}`}
          </h2>
          <p className="soft small">{text.ownGradeAbout}</p>
        </>
      )}
      {improve.length > 0 && (
        <>
          <h3>{text.improve}</h3>
          <ul className="hints">
            {improve.map((one) => (
              <li key={one.help.zh}>
                <p>{localized(one.text)}</p>
                <p className="small soft">{localized(one.help)}</p>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
