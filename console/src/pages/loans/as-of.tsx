import { loansApi } from '@puhui/api'
import { addDays, type Day, daysBetween } from '@puhui/calendar'
import { Button, Slider } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useUrlState } from '../../app/url-state.ts'
import { asOfText } from '../../i18n/as-of.ts'
import { useText } from '../../i18n/text.ts'
import { DayText } from '../../ui/figures.tsx'
import { DayInput } from '../../ui/inputs.tsx'
import { Block, PageSkeleton } from '../../ui/page.tsx'
import { PaperButton } from '../../ui/paper-button.tsx'
import { Failed } from '../../ui/states.tsx'
import { FigureChanges } from './figure-changes.tsx'
import type { Loan } from './loan.ts'
import { ScheduleTable } from './schedule-table.tsx'

/** The loan on any value day, as the books knew it on any booking day, against today. Both days are in the address. */
export function AsOf({ loan }: { readonly loan: Loan }) {
  const t = useText(asOfText)
  const [search, setSearch] = useUrlState()
  const asOf = search.asOf ?? loan.asOf
  const knownOn = search.knownOn ?? loan.knownOn
  const then = useRead(
    loansApi.getLoan,
    { params: { loanId: loan.id }, query: { asOf, knownOn } },
    { keepsPrevious: true },
  )
  return (
    <div className="stack" data-part="as-of">
      <Block>
        <p className="soft">{t.about}</p>
        <div className="as-of-days">
          <label htmlFor="as-of-state">
            <span>{t.stateOn}</span>
            <DayInput id="as-of-state" value={asOf} onChange={(day) => setSearch({ asOf: day })} />
          </label>
          <label htmlFor="as-of-known">
            <span>{t.knownOn}</span>
            <DayInput
              id="as-of-known"
              value={knownOn}
              max={loan.knownOn}
              onChange={(day) => setSearch({ knownOn: day })}
            />
          </label>
          <Button onClick={() => setSearch({ asOf: undefined, knownOn: undefined })}>{t.today}</Button>
        </div>
        <LifeSlider key={asOf} loan={loan} asOf={asOf} onChange={(day) => setSearch({ asOf: day })} />
        {asOf > loan.asOf && <p className="soft">{t.future}</p>}
      </Block>
      {then.isError ? (
        <Failed error={then.error} onRetry={() => void then.refetch()} />
      ) : then.data ? (
        <Then then={then.data} now={loan} times={{ asOf, knownOn }} />
      ) : (
        <PageSkeleton />
      )}
    </div>
  )
}

interface ThenProps {
  readonly then: Loan
  readonly now: Loan
  readonly times: { readonly asOf: string; readonly knownOn: string }
}

function Then({ then, now, times }: ThenProps) {
  const t = useText(asOfText)
  return (
    <>
      <Block
        title={t.compare(then.asOf, then.knownOn)}
        actions={<span className="soft">{t.known(then.events.length, now.events.length)}</span>}
        isFlush
      >
        <FigureChanges before={then.figures} after={now.figures} names={[t.atThatTime, t.atPresent]} />
      </Block>
      <Block
        title={t.schedule(then.asOf, then.knownOn)}
        actions={
          <PaperButton
            label={t.paper}
            operation={loansApi.schedulePdf}
            input={{ params: { loanId: now.id }, query: times }}
            why={then.figures.status === 'pending' ? t.notYet : undefined}
          />
        }
        isFlush
      >
        <ScheduleTable rows={then.schedule} events={then.events} />
      </Block>
    </>
  )
}

interface LifeSliderProps {
  readonly loan: Loan
  readonly asOf: string
  readonly onChange: (day: string) => void
}

/** From the disbursement to maturity, or to today when that is later; due dates are the marks. */
function LifeSlider({ loan, asOf, onChange }: LifeSliderProps) {
  const t = useText(asOfText)
  const start = (loan.disbursedOn ?? loan.asOf) as Day
  const end = [loan.maturesOn ?? loan.asOf, loan.asOf].toSorted().at(-1) as Day
  const [place, setPlace] = useState(daysBetween(start, asOf as Day))
  const marks = Object.fromEntries(loan.schedule.map(({ dueOn }) => [daysBetween(start, dueOn as Day), ' ']))
  return (
    <div className="life">
      <Slider
        min={0}
        max={daysBetween(start, end)}
        value={place}
        marks={marks}
        ariaLabelForHandle={t.slider}
        ariaValueTextFormatterForHandle={(days) => addDays(start, days)}
        tooltip={{ formatter: (days) => addDays(start, days ?? 0) }}
        onChange={setPlace}
        onChangeComplete={(days) => onChange(addDays(start, days))}
      />
      <div className="life-ends soft">
        <span>
          {t.start} <DayText day={start} />
        </span>
        <span>
          {t.end} <DayText day={end} />
        </span>
      </div>
    </div>
  )
}
