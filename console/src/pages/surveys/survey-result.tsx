import { type OutputOf, surveysApi } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { Alert } from 'antd'
import { useRead } from '../../api/hooks.ts'
import { surveysText } from '../../i18n/surveys.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { ChartCard } from '../../ui/chart-card.tsx'
import { Count } from '../../ui/figures.tsx'
import { Block, Facts, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { percent, ShareCell } from './share-cell.tsx'
import type { Survey } from './survey-file.tsx'

type Result = OutputOf<typeof surveysApi.surveyResult>
type Tally = Result['tallies'][number]

const EVERY_MS = 5_000

/** The tallies as they stand, counted again every few seconds while answers come in. */
export function SurveyResult({ survey }: { readonly survey: Survey }) {
  const params = { surveyId: survey.id, version: survey.version }
  const read = useRead(surveysApi.surveyResult, { params }, { everyMs: survey.isOpenNow ? EVERY_MS : false })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const result = read.data
  return (
    <div className="survey-stack">
      <Warnings result={result} />
      <Summary result={result} />
      <div className="two">
        {result.tallies
          .filter(({ kind }) => kind !== 'text')
          .map((tally) => (
            <TallyCard key={tally.questionId} tally={tally} />
          ))}
      </div>
    </div>
  )
}

function Warnings({ result }: { readonly result: Result }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const plain = result.warnings.filter(({ id }) => id !== 'differs')
  const groups = result.warnings.filter(({ id }) => id === 'differs')
  return (
    <>
      {plain.map(({ id }) => (
        <Alert key={id} type="warning" showIcon title={t.warnings[id]} />
      ))}
      {groups.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t.warnings.differs}
          description={
            <ul>
              {groups.map(({ element, group, answeredPpm, askedPpm }) => {
                const text = t.differs(
                  say(element ?? { zh: '', en: '' }),
                  say(group ?? { zh: '', en: '' }),
                  percent(answeredPpm ?? 0),
                  percent(askedPpm ?? 0),
                )
                return <li key={text}>{text}</li>
              })}
            </ul>
          }
        />
      )}
    </>
  )
}

function Summary({ result }: { readonly result: Result }) {
  const t = useText(surveysText)
  const { response } = result
  return (
    <Block>
      <Facts
        facts={[
          [t.handedIn, <Count key="in" value={result.handedIn} />],
          [t.started, <Count key="started" value={result.started} />],
          [t.linked, <Count key="linked" value={result.linked} />],
          [
            t.response,
            response.sharePpm === null
              ? '—'
              : `${percent(response.sharePpm)} (${response.answered} / ${response.of}; ${percent(response.lowPpm ?? 0)} … ${percent(response.highPpm ?? 0)})`,
          ],
        ]}
      />
    </Block>
  )
}

function TallyCard({ tally }: { readonly tally: Tally }) {
  const t = useText(surveysText)
  const say = useLocalized()
  if (tally.choices.length === 0)
    return (
      <Block title={say(tally.text)}>
        <p className="soft">{t.answeredBy(tally.answered)}</p>
        <Numbers tally={tally} />
      </Block>
    )
  const shown = tally.choices.map(({ sharePpm }) => (sharePpm === null ? 0 : sharePpm / 10_000))
  return (
    <div>
      <ChartCard
        title={say(tally.text)}
        summary={`${t.answeredBy(tally.answered)}; ${tally.choices.map((choice) => `${say(choice.label)} ${choice.sharePpm === null ? t.hidden : percent(choice.sharePpm)}`).join(', ')}`}
        height={Math.max(160, 36 * tally.choices.length + 40)}
        option={{
          grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
          xAxis: { type: 'value', axisLabel: { formatter: '{value}%' } },
          yAxis: { type: 'category', inverse: true, data: tally.choices.map(({ label }) => say(label)) },
          tooltip: { trigger: 'axis' },
          series: [{ type: 'bar', data: shown }],
        }}
        table={{
          head: [t.option, t.share],
          rows: tally.choices.map((choice) => [say(choice.label), <ShareCell key={choice.id} share={choice} />]),
        }}
      />
      <Numbers tally={tally} />
    </div>
  )
}

function Numbers({ tally: { kind, numbers, places, answered } }: { readonly tally: Tally }) {
  const t = useText(surveysText)
  const say = useLocalized()
  const shown = (value: number) => (kind === 'amount' ? showMoney(BigInt(Math.round(value))) : value.toFixed(2))
  if (!numbers && places.length === 0) return answered < 5 ? <p className="soft">{t.tooFew}</p> : null
  return (
    <ul className="survey-numbers">
      {numbers && (
        <>
          <li>
            {t.mean} <b>{shown(numbers.mean)}</b> ({shown(numbers.low)} … {shown(numbers.high)})
          </li>
          <li>
            {t.median} <b>{shown(numbers.median)}</b>
          </li>
        </>
      )}
      {numbers?.nps && (
        <li>
          {t.nps} <b>{numbers.nps.score.toFixed(1)}</b> ({numbers.nps.low.toFixed(1)} … {numbers.nps.high.toFixed(1)})
        </li>
      )}
      {places.map(({ id, label, mean }) => (
        <li key={id}>
          {say(label)} · {t.place} <b>{mean.toFixed(2)}</b>
        </li>
      ))}
    </ul>
  )
}
