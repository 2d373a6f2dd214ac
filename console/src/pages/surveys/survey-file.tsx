import { type OutputOf, surveysApi } from '@puhui/api'
import { useParams } from '@tanstack/react-router'
import { Select } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { Count, DayText } from '../../ui/figures.tsx'
import { IdChip } from '../../ui/id-chip.tsx'
import { Figure, ObjectPage, type ObjectTab } from '../../ui/object-page.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { SurveyCross } from './cross.tsx'
import { EnterAnswers } from './enter-answers.tsx'
import { Preview } from './preview.tsx'
import { SurveyActions } from './survey-actions.tsx'
import { EditSurvey } from './survey-editor.tsx'
import { SurveyResult } from './survey-result.tsx'
import { SurveyTopics } from './topics.tsx'
import { WaysIn } from './ways-in.tsx'
import './surveys.css'

export type Survey = OutputOf<typeof surveysApi.getSurvey>

/** One survey: what it asks, how people come to it, what they said; version by version. */
export function SurveyFile() {
  const { surveyId = '' } = useParams({ strict: false })
  const say = useLocalized()
  const t = useText(surveysText)
  const [search, setSearch] = useUrlState()
  const version = search.version ? Number(search.version) : undefined
  const read = useRead(surveysApi.getSurvey, { params: { surveyId }, query: version ? { version } : {} })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const survey = read.data
  return (
    <ObjectPage
      title={say(survey.title)}
      status={<StatusTag set="surveyStatus" value={survey.status} />}
      facts={
        <>
          <IdChip id={survey.code} />
          <Select
            size="small"
            aria-label={t.versions}
            value={survey.version}
            options={survey.versions.map((each) => ({ value: each.version, label: t.version(each.version) }))}
            onChange={(no: number) => setSearch({ version: String(no) })}
          />
          <span>
            <DayText day={survey.startsOn} /> – <DayText day={survey.endsOn} />
          </span>
          {survey.segmentId && survey.segmentName && (
            <To href={`/segments/${survey.segmentId}`}>{say(survey.segmentName)}</To>
          )}
        </>
      }
      actions={<SurveyActions survey={survey} />}
      figures={<Versions survey={survey} />}
      tabs={tabsOf(survey, t.tabs)}
      journal={{ objectKind: 'survey', objectId: surveyId }}
      json={survey}
    />
  )
}

function Versions({ survey }: { readonly survey: Survey }) {
  const t = useText(surveysText)
  return (
    <>
      {survey.versions.slice(0, 4).map(({ version, answers }) => (
        <Figure key={version} label={`${t.version(version)} · ${t.answers}`}>
          <Count value={answers} />
        </Figure>
      ))}
    </>
  )
}

type Names = Readonly<Record<'result' | 'cross' | 'topics' | 'questions' | 'ways' | 'enter', string>>

function tabsOf(survey: Survey, names: Names): ObjectTab[] {
  if (survey.status === 'draft')
    return [
      { key: 'questions', label: names.questions, children: <EditSurvey key={survey.revision} survey={survey} /> },
    ]
  if (survey.status === 'submitted')
    return [{ key: 'questions', label: names.questions, children: <Fixed survey={survey} /> }]
  return [
    { key: 'result', label: names.result, children: <SurveyResult survey={survey} /> },
    { key: 'cross', label: names.cross, children: <SurveyCross survey={survey} /> },
    { key: 'topics', label: names.topics, children: <SurveyTopics survey={survey} /> },
    { key: 'questions', label: names.questions, children: <Fixed survey={survey} /> },
    { key: 'ways', label: names.ways, children: <WaysIn survey={survey} /> },
    { key: 'enter', label: names.enter, children: <EnterAnswers survey={survey} /> },
  ]
}

/** What was published, as it will stay. */
function Fixed({ survey }: { readonly survey: Survey }) {
  const t = useText(surveysText)
  const say = useLocalized()
  return (
    <div className="survey-work">
      <Block>
        <Facts
          facts={[
            [t.way, <StatusTag key="way" set="surveyWay" value={survey.way} />],
            ...(survey.contentHash
              ? [[t.hash, <code key="hash">{survey.contentHash.slice(0, 16)}</code>] as const]
              : []),
            ...(survey.submittedBy ? [[t.submittedBy, survey.submittedBy] as const] : []),
            ...(survey.publishedBy ? [[t.publishedBy, survey.publishedBy] as const] : []),
            [t.questions, <Count key="count" value={survey.questions.length} />],
          ]}
        />
        <ol className="survey-fixed">
          {survey.questions.map((question) => (
            <li key={question.id}>
              {say(question.text)} <StatusTag set="questionKind" value={question.kind} />
              {question.showIf && <code>{question.showIf}</code>}
            </li>
          ))}
        </ol>
      </Block>
      <Block title={t.preview}>
        <Preview title={survey.title} intro={survey.intro} questions={survey.questions} />
      </Block>
    </div>
  )
}
