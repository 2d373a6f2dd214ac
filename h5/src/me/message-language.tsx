import { borrowerApi } from '@puhui/api'
import { call } from '../api/call.ts'
import { type Journey, useStep } from '../api/journey.ts'
import { useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { Refused } from '../ui/states.tsx'

const LANGUAGES = ['zh', 'en'] as const

/** In which language text messages and e-mail come; papers can be had in either. */
export function MessageLanguage({ journey }: { readonly journey: Journey }) {
  const text = useText(sharedText)
  const choose = useStep(async (language: 'zh' | 'en') => ({
    ...journey,
    ...(await call(borrowerApi.setLanguage, { body: { language } })),
  }))
  return (
    <fieldset className="card">
      <legend>{text.messageLanguage}</legend>
      <div className="choices">
        {LANGUAGES.map((language) => (
          <label key={language} className="choice">
            <input
              type="radio"
              name="messageLanguage"
              checked={journey.language === language}
              onChange={() => choose.mutate(language)}
            />
            <span>{text.languages[language]}</span>
          </label>
        ))}
      </div>
      <Refused error={choose.error} />
    </fieldset>
  )
}
