import { labelOf, watchApi } from '@puhui/api'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useWrite } from '../../api/hooks.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { watchText } from '../../i18n/watch.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { Count, Instant, Money, None, Rate } from '../../ui/figures.tsx'
import { Figure } from '../../ui/object-page.tsx'
import { Block, Page, PageSkeleton } from '../../ui/page.tsx'
import { PlaceFilter, PlaceNote, usePlaceQuery } from '../../ui/place-filter.tsx'
import { Problems } from '../../ui/problems.tsx'
import { Failed } from '../../ui/states.tsx'
import { Tag } from '../../ui/status-tag.tsx'
import { To } from '../../ui/to.tsx'
import { LiveRules } from './live-rules.tsx'
import { Measured } from './measured.tsx'
import { type Live as LiveData, useLive } from './use-live.ts'
import './watch.css'

/** What happens now: windows, reasons, alerts and events, as they come. */
export function Live() {
  const t = useText(watchText)
  const place = usePlaceQuery()
  const { live, error } = useLive(place)
  if (!live) return error ? <Failed error={error} onRetry={() => location.reload()} /> : <PageSkeleton />
  const isNarrowed = place.area !== undefined || place.province !== undefined
  return (
    <Page title={t.liveTitle} aside={<PlaceNote />} actions={<PlaceFilter />}>
      {isNarrowed && <p className="soft">{t.narrowedAbout}</p>}
      <Figures live={live} />
      <Windows windows={live.windows} />
      <Alerts alerts={live.alerts} />
      <div className="two">
        <Reasons live={live} />
        <Subjects subjects={live.subjects} />
      </div>
      <Events latest={live.latest} />
      <LiveRules />
    </Page>
  )
}

function Figures({ live: { latency, spike, at } }: { readonly live: LiveData }) {
  const t = useText(watchText)
  const note = latency.measured === 0 ? t.unmeasured : t.latencyOf(latency.measured)
  return (
    <div className="figure-row" data-part="latency">
      <Figure label={t.p50} note={note}>
        {latency.p50Ms === null ? <None /> : t.ms(latency.p50Ms)}
      </Figure>
      <Figure label={t.p99} note={note}>
        {latency.p99Ms === null ? <None /> : t.ms(latency.p99Ms)}
      </Figure>
      <Figure label={t.spike}>
        <span data-part="spike">{t.deviations(spike)}</span>
      </Figure>
      <Figure label={t.clock}>
        <Instant at={at} seconds />
      </Figure>
    </div>
  )
}

function Windows({ windows }: Pick<LiveData, 'windows'>) {
  const t = useText(watchText)
  const say = useLocalized()
  return (
    <Block title={t.windows} isFlush>
      <PlainTable
        caption={t.windows}
        table={{
          head: [
            t.window,
            t.applications,
            t.requested,
            t.decisions,
            t.approvalRate,
            t.approved,
            t.referred,
            t.declined,
            t.moreData,
            t.disbursed,
            t.repaid,
          ],
          rows: windows.map((one) => [
            say(labelOf('liveWindow', one.window)),
            <Count key="applications" value={one.applications} />,
            <Money key="requested" fen={one.requestedFen} />,
            <Count key="decisions" value={one.decisions} />,
            one.approvalPpm === null ? <None key="rate" /> : <Rate key="rate" ppm={one.approvalPpm} />,
            <Count key="approved" value={one.approved} />,
            <Count key="referred" value={one.referred} />,
            <Count key="declined" value={one.declined} />,
            <Count key="more" value={one.moreData} />,
            <span key="disbursed">
              <Count value={one.disbursements} /> · <Money fen={one.disbursedFen} />
            </span>,
            <span key="repaid">
              <Count value={one.repayments} /> · <Money fen={one.repaidFen} />
            </span>,
          ]),
        }}
      />
    </Block>
  )
}

function Reasons({ live: { windows } }: { readonly live: LiveData }) {
  const t = useText(watchText)
  const say = useLocalized()
  const reasons = windows.find(({ window }) => window === '1h')?.reasons ?? []
  return (
    <Block title={t.reasons} isFlush={reasons.length > 0}>
      {reasons.length === 0 ? (
        <p className="soft">{t.noReasons}</p>
      ) : (
        <PlainTable
          caption={t.reasons}
          table={{
            head: [t.reason, t.count],
            rows: reasons.map(({ code, text, count }) => [say(text), <Count key={code} value={count} />]),
          }}
        />
      )}
    </Block>
  )
}

function Subjects({ subjects }: Pick<LiveData, 'subjects'>) {
  const t = useText(watchText)
  const say = useLocalized()
  return (
    <Block title={t.subjects} isFlush={subjects.length > 0}>
      {subjects.length === 0 ? (
        <p className="soft">{t.noSubjects}</p>
      ) : (
        <PlainTable
          caption={t.subjects}
          table={{
            head: [t.subject, t.count, t.people],
            rows: subjects.map(({ kind, count, customers }) => [
              say(labelOf('subjectKind', kind)),
              <Count key="count" value={count} />,
              <Count key="people" value={customers} />,
            ]),
          }}
        />
      )}
    </Block>
  )
}

type Alert = LiveData['alerts'][number]

function Alerts({ alerts }: Pick<LiveData, 'alerts'>) {
  const t = useText(watchText)
  const say = useLocalized()
  const [open, setOpen] = useState<Alert>()
  return (
    <Block title={t.alerts} isFlush={alerts.length > 0}>
      {alerts.length === 0 ? (
        <p className="soft">{t.noAlerts}</p>
      ) : (
        <PlainTable
          caption={t.alerts}
          table={{
            head: [t.rule, t.threshold, t.value, t.at, t.state],
            rows: alerts.map((one) => [
              `${say(labelOf('liveMeasure', one.measure))} · ${say(labelOf('liveWindow', one.window))}`,
              <span key="threshold">
                {say(labelOf('liveBeyond', one.beyond))} <Measured measure={one.measure} value={one.threshold} />
              </span>,
              <Measured key="value" measure={one.measure} value={one.observed} />,
              <Instant key="at" at={one.at} seconds />,
              one.seenBy === null ? (
                <Button key="handle" size="small" onClick={() => setOpen(one)}>
                  {t.handle}
                </Button>
              ) : (
                `${t.seen} · ${one.seenBy}`
              ),
            ]),
          }}
        />
      )}
      {open && <Handle alert={open} onClose={() => setOpen(undefined)} />}
    </Block>
  )
}

function Handle({ alert, onClose }: { readonly alert: Alert; readonly onClose: () => void }) {
  const t = useText(watchText)
  const [note, setNote] = useState('')
  const see = useWrite(watchApi.seeAlert)
  return (
    <Modal open title={t.handle} onCancel={onClose} footer={null}>
      <Input aria-label={t.note} placeholder={t.note} value={note} onChange={(event) => setNote(event.target.value)} />
      <p>
        <DisabledReason why={note.trim().length < 2 ? t.note : undefined}>
          <Button
            type="primary"
            loading={see.isPending}
            onClick={() => see.mutate({ params: { alertId: alert.id }, body: { note } }, { onSuccess: onClose })}
          >
            {t.save}
          </Button>
        </DisabledReason>
      </p>
      <Problems error={see.error} />
    </Modal>
  )
}

const FILES: Readonly<Record<string, string>> = { application: '/applications', loan: '/loans' }

function Events({ latest }: Pick<LiveData, 'latest'>) {
  const t = useText(watchText)
  const say = useLocalized()
  return (
    <Block title={t.events} isFlush={latest.length > 0}>
      {latest.length === 0 ? (
        <p className="soft">{t.noEvents}</p>
      ) : (
        <PlainTable
          caption={t.events}
          table={{
            head: [t.at, t.event, t.application, t.outcome, t.amount, t.latency],
            rows: latest.map((one) => [
              <Instant key="at" at={one.at} seconds />,
              say(one.action),
              FILES[one.objectKind] ? (
                <To key="object" href={`${FILES[one.objectKind]}/${one.objectId}`}>
                  {one.objectId}
                </To>
              ) : (
                one.objectId
              ),
              one.outcome === null ? <None key="outcome" /> : <Outcome key="outcome" value={one.outcome} />,
              one.amountFen === null ? <None key="amount" /> : <Money key="amount" fen={one.amountFen} />,
              one.latencyMs === null ? <None key="latency" /> : t.ms(one.latencyMs),
            ]),
          }}
        />
      )}
    </Block>
  )
}

function Outcome({ value }: { readonly value: string }) {
  const say = useLocalized()
  return (
    <Tag tone={value === 'approve' ? 'good' : 'neutral'}>{say(labelOf('decisionOutcome', value as 'approve'))}</Tag>
  )
}
