import { correctionsApi, labelOf, type OutputOf } from '@puhui/api'
import { showCount } from '@puhui/design'
import { Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/hooks.ts'
import { correctionsText } from '../../i18n/corrections.ts'
import { useLocalized, useText } from '../../i18n/text.ts'
import { PlainTable } from '../../ui/chart-card.tsx'
import { Decision } from '../../ui/decision.tsx'
import { DisabledReason, useWhyNot } from '../../ui/disabled-reason.tsx'
import { DayText, Instant, Money } from '../../ui/figures.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Block } from '../../ui/page.tsx'
import { Problems } from '../../ui/problems.tsx'
import { ReasonForm } from '../../ui/reason-form.tsx'
import { Failed } from '../../ui/states.tsx'
import { To } from '../../ui/to.tsx'

type Corrections = OutputOf<typeof correctionsApi.getCorrections>
type Loan = Corrections['loans'][number]
type Line = Loan['lines'][number]

/** So many loans go into one request. */
const LOANS_MAX = 200

/** All loans held against what was booked for them, when somebody asks; what differs is corrected by two persons. */
export function CorrectionsBlock() {
  const t = useText(correctionsText)
  const whyNot = useWhyNot()
  const read = useRead(correctionsApi.getCorrections, {}, { keepsPrevious: true })
  const compare = useWrite(correctionsApi.compareBooks)
  const [jobId, setJobId] = useState<string>()
  const why = whyNot('ledger.close') ?? (jobId ? t.running : undefined)
  return (
    <Block
      title={t.title}
      actions={
        <DisabledReason why={why}>
          <Button
            data-part="compare"
            loading={compare.isPending}
            onClick={() => compare.mutate({}, { onSuccess: (started) => setJobId(started.jobId) })}
          >
            {t.compare}
          </Button>
        </DisabledReason>
      }
    >
      <div className="stack">
        <p className="soft">{t.about}</p>
        {compare.isError && <Problems error={compare.error} />}
        {jobId && (
          <JobProgress
            jobId={jobId}
            onEnd={() => {
              setJobId(undefined)
              void read.refetch()
            }}
          />
        )}
        {read.isError && <Failed error={read.error} onRetry={() => void read.refetch()} />}
        {read.data && <Compared found={read.data} />}
      </div>
    </Block>
  )
}

function Compared({ found }: { readonly found: Corrections }) {
  const t = useText(correctionsText)
  const { loans, differing, comparison, waiting } = found
  return (
    <>
      <p role="status" data-part="compared">
        {comparison ? <Outcome comparison={comparison} differing={differing} /> : t.never}
      </p>
      {waiting.map((one) => (
        <Waiting key={one.correctionId} waiting={one} />
      ))}
      {loans.length > 0 && <Choose loans={loans} differing={differing} />}
    </>
  )
}

interface OutcomeProps {
  readonly comparison: NonNullable<Corrections['comparison']>
  readonly differing: number
}

function Outcome({ comparison, differing }: OutcomeProps) {
  const t = useText(correctionsText)
  const { loansRead, loansUnread, isDone, startedAt } = comparison
  const read = showCount(loansRead)
  return (
    <>
      <Instant at={startedAt} /> {differing === 0 ? t.agree(read) : t.differ(showCount(differing), read)}
      {loansUnread > 0 && ` ${t.unread(showCount(loansUnread))}`}
      {!isDone && ` ${t.stopped}`}
    </>
  )
}

function Waiting({ waiting }: { readonly waiting: Corrections['waiting'][number] }) {
  const t = useText(correctionsText)
  const about = t.waits(waiting.makerName, showCount(waiting.loans.length), waiting.reason)
  return (
    <div className="stack" data-part="correction-waits">
      <p>
        {about} <Instant at={waiting.askedAt} />
      </p>
      <Entry lines={waiting.lines} />
      <div className="decision-actions">
        <Decision
          operation={correctionsApi.decideCorrection}
          input={(body) => ({ params: { correctionId: waiting.correctionId }, body })}
          makerId={waiting.makerId}
          about={about}
          details={<Entry lines={waiting.lines} />}
        />
      </div>
    </div>
  )
}

/** The loans that differ; those that are ticked go into one request. */
function Choose({ loans, differing }: { readonly loans: readonly Loan[]; readonly differing: number }) {
  const t = useText(correctionsText)
  const whyNot = useWhyNot()
  const [off, setOff] = useState<ReadonlySet<string>>(new Set())
  const [isOpen, setOpen] = useState(false)
  const chosen = loans.filter(({ loanId, isAsked }) => !isAsked && !off.has(loanId)).slice(0, LOANS_MAX)
  const tick = (loanId: string, isOn: boolean) => {
    const next = new Set(off)
    if (isOn) next.delete(loanId)
    else next.add(loanId)
    setOff(next)
  }
  const isAllAsked = loans.every(({ isAsked }) => isAsked)
  const why = whyNot('ledger.close') ?? (isAllAsked ? t.allAsked : chosen.length === 0 ? t.noneChosen : undefined)
  const rest = differing - loans.length
  const more = rest > 0 ? t.most(showCount(LOANS_MAX), showCount(rest)) : undefined
  return (
    <>
      {more && <p data-part="more-corrections">{more}</p>}
      <div className="wrapping">
        <PlainTable
          caption={t.title}
          table={{
            head: [t.choose, t.loan, t.from, t.lines],
            rows: loans.map((loan) => [
              <Checkbox
                key="choose"
                aria-label={t.chooseLoan(loan.loanNumber)}
                checked={!loan.isAsked && !off.has(loan.loanId)}
                disabled={loan.isAsked}
                {...(loan.isAsked ? { title: t.isAsked } : {})}
                onChange={({ target }) => tick(loan.loanId, target.checked)}
              />,
              <To key="loan" href={`/loans/${loan.loanId}?tab=postings`}>
                {loan.loanNumber}
              </To>,
              <Sources key="from" loan={loan} />,
              <Entry key="lines" lines={loan.lines} />,
            ]),
          }}
        />
      </div>
      <div className="decision-actions">
        <DisabledReason why={why}>
          <Button type="primary" data-part="ask-correction" onClick={() => setOpen(true)}>
            {t.ask(showCount(chosen.length))}
          </Button>
        </DisabledReason>
      </div>
      {isOpen && <AskCorrection loans={chosen} note={more} onClose={() => setOpen(false)} />}
    </>
  )
}

function Sources({ loan: { parts } }: { readonly loan: Loan }) {
  const t = useText(correctionsText)
  const say = useLocalized()
  return (
    <>
      {parts.map(({ eventId, eventKind, on }) => (
        <div key={eventId ?? 'days'}>
          {eventKind === null ? t.days : say(labelOf('loanEvent', eventKind))} {on && <DayText day={on} />}
        </div>
      ))}
    </>
  )
}

/** Debits and credits of an entry, one to a line. */
function Entry({ lines }: { readonly lines: readonly Line[] }) {
  const t = useText(correctionsText)
  const say = useLocalized()
  return (
    <div className="correction-lines" data-part="correction-lines">
      {lines.map(({ account, label, amountFen }) => (
        <div key={account}>
          {`${amountFen.startsWith('-') ? t.credit : t.debit} ${account} ${say(label)} `}
          <Money fen={amountFen.replace('-', '')} />
        </div>
      ))}
    </div>
  )
}

interface AskProps {
  readonly loans: readonly Loan[]
  /** What becomes of those that are not in this request. */
  readonly note: string | undefined
  readonly onClose: () => void
}

function AskCorrection({ loans, note, onClose }: AskProps) {
  const t = useText(correctionsText)
  return (
    <Modal open title={t.askTitle} onCancel={onClose} footer={null} width={680} destroyOnHidden>
      <p className="dialog-about soft">{t.askAbout(showCount(loans.length))}</p>
      {note && <p className="dialog-about">{note}</p>}
      <Entry lines={summed(loans)} />
      <ReasonForm
        operation={correctionsApi.askCorrection}
        input={({ reason }) => ({
          body: { reason, loans: loans.map(({ loanId, hash }) => ({ loanId, hash })) },
        })}
        words={{ ...t, done: t.asked }}
        onClose={onClose}
      />
    </Modal>
  )
}

function summed(loans: readonly Loan[]): readonly Line[] {
  const sums = new Map<string, Line>()
  for (const line of loans.flatMap((loan) => loan.lines)) {
    const fen = BigInt(sums.get(line.account)?.amountFen ?? '0') + BigInt(line.amountFen)
    sums.set(line.account, { ...line, amountFen: String(fen) })
  }
  return [...sums.values()]
    .filter(({ amountFen }) => amountFen !== '0')
    .toSorted((one, other) => (one.account < other.account ? -1 : 1))
}
