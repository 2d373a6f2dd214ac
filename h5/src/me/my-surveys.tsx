import { surveysApi } from '@puhui/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { surveyText } from '../i18n/survey.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Loaded, Refused } from '../ui/states.tsx'
import { dataKey } from './my-data-change.ts'

const mineKey = ['my-surveys'] as const

/** Answers that are kept with my name; taking it off takes effect at once. */
export function MySurveys() {
  const text = useText(surveyText)
  const say = useLocalized()
  const queries = useQueryClient()
  const mine = useQuery({ queryKey: mineKey, queryFn: () => call(surveysApi.mySurveys, {}) })
  const unlink = useMutation({
    mutationFn: (answerId: string) => call(surveysApi.unlinkSurvey, { params: { answerId } }),
    onSuccess: () =>
      Promise.all([queries.invalidateQueries({ queryKey: mineKey }), queries.invalidateQueries({ queryKey: dataKey })]),
  })
  return (
    <section className="card">
      <h2>{text.mine}</h2>
      <Loaded query={mine}>
        {({ answers }) =>
          answers.length === 0 ? (
            <p>{text.mineNone}</p>
          ) : (
            answers.map(({ id, title, handedInAt }) => (
              <div key={id} className="data-line">
                <span>
                  {say(title)} · {handedInAt.slice(0, 10)}
                </span>
                <button
                  type="button"
                  className="button plain"
                  disabled={unlink.isPending}
                  onClick={() => unlink.mutate(id)}
                >
                  {text.unlink}
                </button>
              </div>
            ))
          )
        }
      </Loaded>
      <Refused error={unlink.error} />
    </section>
  )
}
