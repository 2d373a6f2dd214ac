import { hardshipApi, labelOf, type OutputOf, valuesOf } from '@puhui/api'
import { parseYuan } from '@puhui/money'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { useAppearance } from '../app/appearance.ts'
import { helpText } from '../i18n/help.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { Choices, Field, NextButton } from '../ui/field.tsx'
import { Money, Rate, Status } from '../ui/figures.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { Screen } from '../ui/screen.tsx'
import { fieldProblem, Loaded, Refused } from '../ui/states.tsx'
import { YuanField } from '../ui/yuan-field.tsx'
import { useLoan } from './loan.tsx'
import { NothingOwed } from './nothing-owed.tsx'

type Request = OutputOf<typeof hardshipApi.borrowerHardship>['requests'][number]

const OPEN: ReadonlySet<string> = new Set(['asked', 'proposed', 'signing'])
const requestsKey = (loanId: string) => ['hardship', loanId]

/** Where a borrower who cannot pay as planned asks for help, and sees what came of it. */
export function HelpPage() {
  const text = useText(helpText)
  const { loanId } = useParams({ from: '/loans/$loanId/help' })
  const [isAskingAgain, setAskingAgain] = useState(false)
  const query = useQuery({
    queryKey: requestsKey(loanId),
    queryFn: () => call(hardshipApi.borrowerHardship, { params: { loanId } }),
  })
  const isSettled = useLoan(loanId).data?.figures.status === 'settled'
  const latest = query.data?.requests[0]
  const hasEnded = latest !== undefined && !OPEN.has(latest.status)
  if (query.data && !latest && isSettled) return <NothingOwed loanId={loanId} title={text.title} />
  if (query.data && (!latest || (hasEnded && isAskingAgain))) {
    return <AskForm loanId={loanId} onDone={() => setAskingAgain(false)} />
  }
  return (
    <Screen
      title={text.title}
      back={`/loans/${loanId}`}
      dock={
        hasEnded && !isSettled && <NextButton label={text.again} busyLabel="" onClick={() => setAskingAgain(true)} />
      }
    >
      <Loaded query={query}>
        {({ requests }) => requests.map((one) => <RequestCard key={one.id} loanId={loanId} request={one} />)}
      </Loaded>
    </Screen>
  )
}

type Amounts = Readonly<Record<'incomeBeforeFen' | 'incomeNowFen' | 'payableFen', string>>

function AskForm({ loanId, onDone }: { readonly loanId: string; readonly onDone: () => void }) {
  const text = useText(helpText)
  const shared = useText(sharedText)
  const { locale } = useAppearance()
  const queries = useQueryClient()
  const key = useIdempotencyKey()
  const [reason, setReason] = useState<Request['reason']>('lessIncome')
  const [story, setStory] = useState('')
  const [typed, setTyped] = useState<Amounts>({ incomeBeforeFen: '', incomeNowFen: '', payableFen: '' })
  const ask = useMutation({
    mutationFn: () => {
      const body = {
        reason,
        story,
        incomeBeforeFen: fenOf(typed.incomeBeforeFen),
        incomeNowFen: fenOf(typed.incomeNowFen),
        payableFen: fenOf(typed.payableFen),
      }
      return call(hardshipApi.borrowerAskHelp, { params: { loanId }, body }, key)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: requestsKey(loanId) })
      onDone()
    },
  })
  return (
    <Screen
      title={text.title}
      back={`/loans/${loanId}`}
      dock={
        <NextButton
          label={text.submit}
          busyLabel={shared.working}
          isBusy={ask.isPending}
          onClick={() => ask.mutate()}
        />
      }
    >
      <section className="card">
        <p className="soft">{text.about}</p>
        <Choices
          legend={text.reason}
          name="reason"
          value={reason}
          options={valuesOf('hardshipReason').map((value) => ({
            value,
            label: labelOf('hardshipReason', value)[locale],
          }))}
          onChange={setReason}
        />
        <Field label={text.story} hint={text.storyHint} problem={fieldProblem(ask.error, 'story')}>
          {(given) => <textarea {...given} rows={3} value={story} onChange={(event) => setStory(event.target.value)} />}
        </Field>
        {(['incomeBeforeFen', 'incomeNowFen', 'payableFen'] as const).map((name) => (
          <YuanField
            key={name}
            label={{ incomeBeforeFen: text.before, incomeNowFen: text.now, payableFen: text.payable }[name]}
            problem={fieldProblem(ask.error, name)}
            value={typed[name]}
            onChange={(next) => setTyped({ ...typed, [name]: next })}
          />
        ))}
        <Refused error={ask.error} />
      </section>
    </Screen>
  )
}

/** What the borrower typed as fen; what is no amount goes on as typed and comes back as a problem of its field. */
function fenOf(typed: string): string {
  const read = parseYuan(typed)
  return read.ok ? read.value.toString() : typed
}

function RequestCard({ loanId, request }: { readonly loanId: string; readonly request: Request }) {
  const text = useText(helpText)
  const shared = useText(sharedText)
  const { locale } = useAppearance()
  const queries = useQueryClient()
  const key = useIdempotencyKey()
  const withdraw = useMutation({
    mutationFn: () => call(hardshipApi.borrowerWithdrawHelp, { params: { loanId, requestId: request.id } }, key),
    onSuccess: () => queries.invalidateQueries({ queryKey: requestsKey(loanId) }),
  })
  return (
    <section className="card" data-testid="help-request">
      <div className="row">
        <span className="small soft">
          {request.askedAt.slice(0, 10)} · {labelOf('hardshipReason', request.reason)[locale]}
        </span>
        <Status set="hardshipStatus" value={request.status} />
      </div>
      <p>{request.story}</p>
      <Outcome request={request} />
      {request.status === 'approved' && request.plan && <PlanFacts plan={request.plan} />}
      {request.status === 'approved' && request.advice && (
        <p>
          <strong>{text.advice}</strong> {request.advice}
        </p>
      )}
      {request.status === 'approved' && (
        <Link className="button plain" to="/loans/$loanId" params={{ loanId }}>
          {text.schedule}
        </Link>
      )}
      {request.status === 'signing' && (
        <Link className="button" to="/loans/$loanId/agreement" params={{ loanId }}>
          {text.sign}
        </Link>
      )}
      {request.status === 'asked' && (
        <button type="button" className="button plain" disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {withdraw.isPending ? shared.working : text.withdraw}
        </button>
      )}
      <Refused error={withdraw.error} />
    </section>
  )
}

function Outcome({ request: { status, declineReason } }: { readonly request: Request }) {
  const text = useText(helpText)
  switch (status) {
    case 'asked':
      return <p className="notice">{text.waits}</p>
    case 'proposed':
      return <p className="notice">{text.proposed}</p>
    case 'signing':
      return <p className="notice attention">{text.signing}</p>
    case 'refused':
      return <p className="notice">{text.refused}</p>
    case 'lapsed':
      return <p className="notice">{text.lapsed}</p>
    case 'approved':
      return <p className="notice good">{text.approved}</p>
    case 'withdrawn':
      return <p className="notice">{text.withdrawn}</p>
    case 'declined':
      return (
        <p className="notice bad">
          {text.declined}
          {declineReason}
        </p>
      )
  }
}

function PlanFacts({ plan }: { readonly plan: NonNullable<Request['plan']> }) {
  const text = useText(helpText)
  const localized = useLocalized()
  return (
    <>
      <h3>{text.plan}</h3>
      <dl className="facts">
        <dt>{text.next}</dt>
        <dd className="strong">
          <Money fen={plan.after.nextFen} />
        </dd>
        <dt>{text.largest}</dt>
        <dd>
          <Money fen={plan.after.largestFen} />
        </dd>
        <dt>{text.count}</dt>
        <dd>{plan.instalments}</dd>
        <dt>{text.rate}</dt>
        <dd>
          <Rate ppm={plan.annualRatePpm} />
        </dd>
        <dt>{text.last}</dt>
        <dd>{plan.after.lastDueOn}</dd>
        <dt>{text.total}</dt>
        <dd>
          <Money fen={plan.after.totalFen} />
        </dd>
        <dt>{text.difference}</dt>
        <dd>
          {plan.differenceFen.startsWith('-') ? '' : '+'}
          <Money fen={plan.differenceFen} />
        </dd>
      </dl>
      <p className="small">{localized(plan.cost)}</p>
      <p className="small soft">{localized(plan.record)}</p>
    </>
  )
}
