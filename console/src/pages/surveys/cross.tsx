import { labels, surveysApi } from '@puhui/api'
import { Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Block, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { Hidden, ShareCell } from './share-cell.tsx'
import type { Survey } from './survey-file.tsx'

type Element = keyof typeof labels.surveyElement

/** One question by one element of the persona. */
export function SurveyCross({ survey }: { readonly survey: Survey }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const [search, setSearch] = useUrlState()
  const questions = survey.questions.filter(({ kind }) => kind !== 'text' && kind !== 'amount')
  const question = questions.find(({ id }) => id === search.question) ?? questions[0]
  const by = (search.by && search.by in labels.surveyElement ? search.by : 'ageBand') as Element
  return (
    <Block>
      <div className="survey-row">
        <Select
          aria-label={t.crossOf}
          value={question?.id ?? null}
          options={questions.map(({ id, text }) => ({ value: id, label: say(text) }))}
          onChange={(id: string) => setSearch({ question: id })}
        />
        <Select
          aria-label={t.crossBy}
          value={by}
          options={Object.entries(labels.surveyElement).map(([value, label]) => ({ value, label: say(label) }))}
          onChange={(element: string) => setSearch({ by: element })}
        />
      </div>
      {question && <Table survey={survey} question={question.id} by={by} />}
    </Block>
  )
}

function Table({ survey, question, by }: { readonly survey: Survey; readonly question: string; readonly by: Element }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const params = { surveyId: survey.id, version: survey.version }
  const read = useRead(surveysApi.crossTable, { params, query: { question, by } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { groups, rows, unknown } = read.data
  if (groups.length === 0) return <p className="soft">{t.noGroups}</p>
  return (
    <>
      <PlainTable
        caption={say(read.data.by)}
        table={{
          head: [say(read.data.by), t.people, ...rows.map(({ label }) => say(label))],
          rows: groups.map((group) => [
            say(group.label),
            group.answered === null ? <Hidden key="n" /> : group.answered,
            ...group.cells.map((cell) => <ShareCell key={cell.id} share={cell} />),
          ]),
        }}
      />
      <p className="soft">{t.unknownPeople(unknown === null ? t.hidden : String(unknown))}</p>
    </>
  )
}
