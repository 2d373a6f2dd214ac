import { surveysApi } from '@puhui/api'
import { useRead } from '../../api/hooks.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Block, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { ShareCell } from './share-cell.tsx'
import type { Survey } from './survey-file.tsx'

/** What people wrote about, by topic, with examples. */
export function SurveyTopics({ survey }: { readonly survey: Survey }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const open = survey.questions.filter(({ kind }) => kind === 'text')
  if (open.length === 0) return <p className="soft">{t.noText}</p>
  return (
    <>
      {open.map(({ id, text }) => (
        <Block key={id} title={say(text)}>
          <Topics survey={survey} question={id} />
        </Block>
      ))}
    </>
  )
}

function Topics({ survey, question }: { readonly survey: Survey; readonly question: string }) {
  const t = useText(surveysText)
  const params = { surveyId: survey.id, version: survey.version }
  const read = useRead(surveysApi.surveyTopics, { params, query: { question } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { topics, rest } = read.data
  if (topics.length === 0) return <p className="soft">{t.topicNone}</p>
  return (
    <>
      <PlainTable
        caption={t.terms}
        table={{
          head: [t.terms, t.share, t.quotes],
          rows: topics.map((topic) => [
            topic.terms.join(' · '),
            <ShareCell key="share" share={topic} />,
            <Quotes key="quotes" quotes={topic.quotes} />,
          ]),
        }}
      />
      <p className="soft">{t.topicRest(rest)}</p>
    </>
  )
}

/** What was written, in the language in which it was written. */
export function Quotes({ quotes }: { readonly quotes: readonly string[] }) {
  return (
    <ul className="survey-quotes">
      {quotes.map((quote) => (
        <li key={quote}>
          <q lang={/\p{Script=Han}/u.test(quote) ? 'zh-CN' : 'en'} data-own-words>
            {quote}
          </q>
        </li>
      ))}
    </ul>
  )
}
