import { investigationApi, labelOf, type OutputOf } from '@puhui/api'
import { Button } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/hooks.ts'
import { useSession } from '../../api/session.ts'
import { investigationText } from '../../i18n/investigation.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { Instant, None, Rate } from '../../ui/figures.tsx'
import { Block, PageSkeleton } from '../../ui/page.tsx'
import { Failed } from '../../ui/states.tsx'
import { Simulated, StatusTag, Tag } from '../../ui/status-tag.tsx'
import type { Application } from './application-file.tsx'
import { AgainDialog, CheckDialog } from './investigation-dialogs.tsx'
import { Papers } from './papers.tsx'

export type Investigation = OutputOf<typeof investigationApi.getInvestigation>
type Claim = Investigation['claims'][number]

/** What was stated against what was found, and what a person can do about it. */
export function InvestigationTab({ application }: { readonly application: Application }) {
  const t = useText(investigationText)
  const [open, setOpen] = useState<'check' | 'again'>()
  const whyNot = useWhyNotCheck(application)
  const read = useRead(investigationApi.getInvestigation, { params: { applicationId: application.id } })
  if (read.isError) return <Failed error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <PageSkeleton />
  const { claims, papers, score, parameterVersion } = read.data
  return (
    <>
      <Block
        title={t.claims}
        isFlush
        actions={
          <span className="decision-actions">
            <DisabledReason why={whyNot}>
              <Button onClick={() => setOpen('check')}>{t.check}</Button>
            </DisabledReason>
            <DisabledReason why={whyNot}>
              <Button type="primary" onClick={() => setOpen('again')}>
                {t.decideAgain}
              </Button>
            </DisabledReason>
          </span>
        }
      >
        <Claims claims={claims} />
      </Block>
      <div className="two">
        <Block title={`${t.score} ${score ?? ''}`}>
          <p className="soft">{score === null ? t.noScore : t.scoreNote}</p>
          <p className="soft">{t.version(parameterVersion)}</p>
        </Block>
        <Signs of={read.data} />
      </div>
      <Missing missing={read.data.missing} />
      <Papers application={application} papers={papers} />
      {open === 'check' && <CheckDialog application={application} onClose={() => setOpen(undefined)} />}
      {open === 'again' && <AgainDialog application={application} onClose={() => setOpen(undefined)} />}
    </>
  )
}

export function useWhyNotCheck(application: Application): string | undefined {
  const t = useText(investigationText)
  const why = useWhyNot()
  const me = useSession()?.id
  const missing = why('applications.review')
  if (missing) return missing
  if (application.status !== 'referred') return t.notInReview
  return application.createdById === me ? t.createdIt : undefined
}

function Claims({ claims }: { readonly claims: readonly Claim[] }) {
  const t = useText(investigationText)
  const say = useLocalized()
  return (
    <div className="wrapping">
      <PlainTable
        caption={t.claims}
        table={{
          head: [t.field, t.declared, t.standing, t.gap, t.tolerance, t.points, t.evidence],
          rows: claims.map((claim) => [
            <span key="field">
              {say(labelOf('claimField', claim.field))} {claim.isNeeded && <Tag tone="neutral">{t.needed}</Tag>}
            </span>,
            say(claim.declared),
            <Tag key="standing" tone={TONES[claim.standing]}>
              {say(labelOf('standing', claim.standing))}
            </Tag>,
            claim.gapPpm === null ? <None key="gap" /> : <Rate key="gap" ppm={claim.gapPpm} />,
            <Rate key="tolerance" ppm={claim.tolerancePpm} />,
            (claim.pointsHundredths / 100).toFixed(1),
            <Evidence key="evidence" evidence={claim.evidence} />,
          ]),
        }}
      />
    </div>
  )
}

const TONES = { verified: 'good', unverified: 'neutral', contradicted: 'attention' } as const

function Evidence({ evidence }: Pick<Claim, 'evidence'>) {
  const t = useText(investigationText)
  const say = useLocalized()
  if (evidence.length === 0) return <None />
  return (
    <ul className="evidence">
      {evidence.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: evidence is appended and never moves
        <li key={i} data-deciding={one.isDeciding}>
          {say(labelOf('evidenceKind', one.kind))}: {say(one.shown)}
          <span className="soft">
            {' '}
            {say(one.source)} {one.isSimulated && <Simulated label={t.simulated} />} <Instant at={one.at} />{' '}
            {one.by ?? ''} {one.note}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Signs({ of: { signs } }: { readonly of: Investigation }) {
  const t = useText(investigationText)
  const say = useLocalized()
  return (
    <Block title={t.signs}>
      {signs.length === 0 ? (
        <p className="soft">{t.noSigns}</p>
      ) : (
        <ul className="evidence">
          {signs.map(({ sign, about }) => (
            <li key={sign}>
              <StatusTag set="forgerySign" value={sign} /> <span className="soft">{say(about)}</span>
            </li>
          ))}
        </ul>
      )}
    </Block>
  )
}

function Missing({ missing }: Pick<Investigation, 'missing'>) {
  const t = useText(investigationText)
  const say = useLocalized()
  return (
    <Block title={t.missing}>
      {missing.length === 0 ? (
        <p className="soft">{t.nothingMissing}</p>
      ) : (
        <ul className="evidence" data-part="needs">
          {missing.map(({ field, standing, needs }) => (
            <li key={field}>
              {say(labelOf('claimField', field))} · {say(labelOf('standing', standing))}: {say(needs)}
            </li>
          ))}
        </ul>
      )}
    </Block>
  )
}
