import { borrowerApi, investigationApi, labelOf, valuesOf } from '@puhui/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Navigate, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { deviceId } from '../api/device.ts'
import { journeyKey, useSession, useStep } from '../api/journey.ts'
import { useAppearance } from '../app/appearance.ts'
import { papersText } from '../i18n/papers.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { sharedText } from '../i18n/words.ts'
import { Choices, NextButton } from '../ui/field.tsx'
import { useIdempotencyKey } from '../ui/key.ts'
import { Screen } from '../ui/screen.tsx'
import { Loaded, Refused } from '../ui/states.tsx'
import { PaperInput } from './paper-input.tsx'
import type { OwnPapers, PaperKind } from './paper-kind.ts'
import { QueuedPaper } from './queued-paper.tsx'
import { papersKey, useQueue } from './use-queue.ts'
import './papers.css'

/** Which papers are asked for, why and how; they are photographed or picked, and what lies here shows its state. */
export function PapersPage() {
  const session = useSession()
  const isBorrower = session.data?.subject === 'customer'
  const query = useQuery({
    queryKey: papersKey,
    queryFn: () => call(investigationApi.getOwnPapers, {}),
    enabled: isBorrower,
  })
  if (session.data && !isBorrower) return <Navigate to="/in" search={{ to: '/papers' }} />
  return <Loaded query={query}>{(papers) => <Papers key={papers.applicationId} papers={papers} />}</Loaded>
}

function Papers({ papers }: { readonly papers: OwnPapers }) {
  const text = useText(papersText)
  const shared = useText(sharedText)
  const navigate = useNavigate()
  const queue = useQueue(papers.applicationId)
  const goOn = useGoOn(papers.applicationId)
  const wentOn = queue.wentOnTo !== null || goOn.isSuccess
  const isBusy = queue.items.some(({ state }) => state === 'waiting' || state === 'sending')
  return (
    <Screen
      title={text.title}
      back="/apply"
      dock={
        papers.mayGoOn && !isBusy ? (
          <NextButton
            label={text.goOn}
            busyLabel={shared.working}
            isBusy={goOn.isPending}
            onClick={() => goOn.mutate()}
          />
        ) : (
          wentOn && <NextButton label={text.see} busyLabel="" onClick={() => navigate({ to: '/apply' })} />
        )
      }
    >
      {wentOn && (
        <p className="notice good" role="status">
          {text.wentOn}
        </p>
      )}
      {papers.note !== null && (
        <section className="card">
          <h2>{text.note}</h2>
          <p>{papers.note}</p>
        </section>
      )}
      {papers.asked.length > 0 && <p className="soft">{text.about}</p>}
      {papers.asked.map((asked) => (
        <AskedCard key={asked.kinds.join()} asked={asked} papers={papers} queue={queue} />
      ))}
      {papers.mayApplyAgain && <ApplyAgain />}
      {papers.asked.length === 0 && !papers.mayApplyAgain && !wentOn && papers.status !== 'referred' && (
        <p className="card">{text.nothing}</p>
      )}
      {papers.status === 'referred' && <Volunteer papers={papers} queue={queue} />}
      <Refused error={goOn.error} />
      <HandedIn papers={papers} />
    </Screen>
  )
}

function useGoOn(applicationId: string | null) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => call(investigationApi.goOnWithPapers, { params: { applicationId: applicationId ?? '' } }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: papersKey }),
        queries.invalidateQueries({ queryKey: journeyKey }),
      ]),
  })
}

interface AskedCardProps {
  readonly asked: Pick<OwnPapers['asked'][number], 'kinds'> & Partial<OwnPapers['asked'][number]>
  readonly papers: OwnPapers
  readonly queue: ReturnType<typeof useQueue>
}

/** One thing that is asked for: why, which paper shows it, how to photograph it, and the files on their way. */
function AskedCard({ asked, papers, queue }: AskedCardProps) {
  const text = useText(papersText)
  const localized = useLocalized()
  const { locale } = useAppearance()
  const [kind, setKind] = useState<PaperKind>(asked.kinds[0]!)
  const nameOf = (one: PaperKind) => labelOf('paperKind', one)[locale]
  const own = queue.items.filter(({ file }) => asked.kinds.includes(file.kind))
  return (
    <section className="card" data-asked={asked.kinds.join()}>
      <div className="row">
        <h2>{asked.kinds.length > 3 ? text.volunteer : asked.kinds.map(nameOf).join(' / ')}</h2>
        {asked.isHandedIn !== undefined && (
          <span className={`tag ${asked.isHandedIn ? 'good' : 'attention'}`}>
            {asked.isHandedIn ? text.handedIn : text.asked}
          </span>
        )}
      </div>
      {asked.why && (
        <p>
          <span className="soft">{text.why} </span>
          {localized(asked.why)}
        </p>
      )}
      {asked.kinds.length > 1 && (
        <Choices
          legend={text.which}
          name={`kind-${asked.kinds.join()}`}
          value={kind}
          options={asked.kinds.map((value) => ({ value, label: nameOf(value) }))}
          onChange={setKind}
        />
      )}
      <p className="small">
        <span className="soft">{text.how} </span>
        {labelOf('paperHow', kind)[locale]}
      </p>
      {papers.applicationId !== null && (
        <PaperInput
          kind={kind}
          applicationId={papers.applicationId}
          bytesMax={papers.bytesMax}
          onFiles={(files) => void queue.add(files)}
        />
      )}
      {own.length > 0 && (
        <ul className="papers">
          {own.map((item) => (
            <QueuedPaper
              key={item.file.id}
              item={item}
              onRetry={() => queue.retry(item.file.id)}
              onRemove={() => void queue.remove(item.file.id)}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

function Volunteer({ papers, queue }: Omit<AskedCardProps, 'asked'>) {
  const text = useText(papersText)
  return (
    <>
      <p className="soft">{text.optionalAbout}</p>
      <AskedCard asked={{ kinds: [...valuesOf('paperKind')] }} papers={papers} queue={queue} />
    </>
  )
}

function ApplyAgain() {
  const text = useText(papersText)
  const shared = useText(sharedText)
  const navigate = useNavigate()
  const key = useIdempotencyKey()
  const again = useStep(() => call(borrowerApi.submitApplication, { body: { deviceId: deviceId() } }, key))
  return (
    <section className="card">
      <p>{text.applyAgainAbout}</p>
      <button
        type="button"
        className="button wide"
        disabled={again.isPending}
        onClick={() => again.mutate(undefined, { onSuccess: () => navigate({ to: '/apply' }) })}
      >
        {again.isPending ? shared.working : text.applyAgain}
      </button>
      <Refused error={again.error} />
    </section>
  )
}

const KILOBYTE = 1_024

function HandedIn({ papers: { papers } }: { readonly papers: OwnPapers }) {
  const text = useText(papersText)
  const { locale } = useAppearance()
  if (papers.length === 0) return null
  return (
    <section className="card">
      <h2>{text.mine}</h2>
      <ul className="papers">
        {papers.toReversed().map(({ id, kind, fileName, bytes, uploadedAt, isRead }) => (
          <li key={id} className="paper" data-paper={kind}>
            <div className="paper-about">
              <span>
                {labelOf('paperKind', kind)[locale]}{' '}
                <span className="tag good">{isRead ? text.read : text.received}</span>
              </span>
              <span className="small soft paper-name">
                {fileName} · {Math.ceil(bytes / KILOBYTE)} KB · {uploadedAt.slice(0, 10)}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
