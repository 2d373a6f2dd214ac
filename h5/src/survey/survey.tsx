import { type OutputOf, surveysApi } from '@puhui/api'
import { type Answers, answersProblems, type Question, shownQuestions } from '@puhui/segment'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { call } from '../api/call.ts'
import { setAppearance } from '../app/appearance.ts'
import { surveyText } from '../i18n/survey.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { NextButton } from '../ui/field.tsx'
import { Screen } from '../ui/screen.tsx'
import { Loaded, Refused } from '../ui/states.tsx'
import { AnswerField } from './answer-field.tsx'
import './survey.css'

type Open = OutputOf<typeof surveysApi.openSurvey>

/** A survey for whoever has its link; what is typed is kept, and once handed in it is done. */
export function SurveyPage() {
  const { token = '' } = useParams({ strict: false })
  const text = useText(surveyText)
  const say = useLocalized()
  const key = useMemo(() => deviceKey(token), [token])
  useLanguageOfLink()
  const survey = useQuery({
    queryKey: ['survey', token],
    queryFn: () => call(surveysApi.openSurvey, { params: { token }, query: { key } }),
    // What is typed here is ahead of what the server knows.
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Screen title={survey.data ? say(survey.data.title) : text.title}>
      <Loaded query={survey}>{(known) => <Sheet survey={known} token={token} id={key} />}</Loaded>
    </Screen>
  )
}

/** An invitation in English opens in English; whoever turns the page's language afterwards has their way. */
function useLanguageOfLink(): void {
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search).get('lang')
    if (asked === 'en' || asked === 'zh') setAppearance({ locale: asked })
  }, [])
}

/** The same telephone goes on where it stopped; nobody else does. */
function deviceKey(token: string): string {
  const name = `survey:${token}`
  const known = localStorage.getItem(name)
  if (known) return known
  const made = crypto.randomUUID()
  localStorage.setItem(name, made)
  return made
}

interface SheetProps {
  readonly survey: Open
  readonly token: string
  readonly id: string
}

const SAVE_AFTER_MS = 800

function Sheet({ survey, token, id: key }: SheetProps) {
  const text = useText(surveyText)
  const say = useLocalized()
  const [answers, setAnswers] = useState<Answers>(survey.answers)
  const [agrees, setAgrees] = useState(false)
  const [isTouched, setTouched] = useState(false)
  const params = { token }
  const save = useMutation({
    mutationFn: (given: Answers) =>
      call(surveysApi.saveAnswers, { params, body: { key, answers: given as Open['answers'] } }),
  })
  const handIn = useMutation({
    mutationFn: () =>
      call(surveysApi.handInAnswers, {
        params,
        body: { key, answers: answers as Open['answers'], agreesToLink: agrees },
      }),
  })
  const { mutate } = save
  useEffect(() => {
    if (!isTouched) return
    const waiting = setTimeout(() => mutate(answers), SAVE_AFTER_MS)
    return () => clearTimeout(waiting)
  }, [answers, isTouched, mutate])
  if (handIn.data) return <Thanks isLinked={handIn.data.isLinked} />
  if (survey.isHandedIn) return <p className="card">{text.already}</p>
  if (survey.isClosed) return <p className="card">{text.closed}</p>
  if (!survey.isOpen) return <p className="card">{text.shut(survey.startsOn, survey.endsOn)}</p>
  const questions = survey.questions as readonly Question[]
  const shown = shownQuestions(questions, answers)
  const missing = answersProblems(questions, answers).length
  return (
    <>
      <p>{say(survey.intro)}</p>
      <details className="card">
        <summary>{text.notice}</summary>
        <p className="small">{say(survey.notice)}</p>
      </details>
      {shown.map((question, at) => (
        <fieldset key={question.id} className="card survey-question">
          <legend>
            {at + 1}. {say(question.text)}
            {question.isRequired && <small className="soft"> · {text.needed}</small>}
          </legend>
          <AnswerField
            question={question}
            answer={answers[question.id]}
            onChange={(answer) => {
              setTouched(true)
              setAnswers({ ...answers, [question.id]: answer })
            }}
          />
        </fieldset>
      ))}
      {survey.isKnown ? (
        <label className="survey-choice">
          <input type="checkbox" checked={agrees} onChange={({ target }) => setAgrees(target.checked)} />
          <span>{text.agree}</span>
        </label>
      ) : (
        <p className="small soft">{text.anonymous}</p>
      )}
      {save.isSuccess && (
        <p className="small soft" role="status">
          {text.saved}
        </p>
      )}
      <Refused error={handIn.error} />
      <NextButton
        label={text.handIn}
        busyLabel={text.handing}
        isBusy={handIn.isPending}
        why={missing > 0 ? text.missing(missing) : undefined}
        onClick={() => handIn.mutate()}
      />
    </>
  )
}

function Thanks({ isLinked }: { readonly isLinked: boolean }) {
  const text = useText(surveyText)
  return (
    <section className="card" role="status">
      <h2>{text.thanks}</h2>
      <p>{isLinked ? text.thanksLinked : text.thanksUnnamed}</p>
    </section>
  )
}
