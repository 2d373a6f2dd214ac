import { profilesApi } from '@puhui/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { useSession } from '../api/journey.ts'
import { dataText } from '../i18n/data.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Screen } from '../ui/screen.tsx'
import { Loaded } from '../ui/states.tsx'
import { Channels } from './channels.tsx'
import { dataKey, type MyData, useMyDataChange } from './my-data-change.ts'
import { MySurveys } from './my-surveys.tsx'
import { RiskQuestions } from './risk-questions.tsx'
import { Tags } from './tags.tsx'

/** What the lender knows and concludes about me, and what I can do about it. */
export function MyDataPage() {
  const text = useText(dataText)
  const session = useSession()
  const isBorrower = session.data?.subject === 'customer'
  const data = useQuery({ queryKey: dataKey, queryFn: () => call(profilesApi.myData, {}), enabled: isBorrower })
  if (session.data && !isBorrower) return <Navigate to="/in" search={{ to: '/me/data' }} />
  return (
    <Screen title={text.title}>
      <Loaded query={data}>
        {(known) => (
          <>
            <p>{text.about}</p>
            <Personalisation data={known} />
            <Tags groups={known.groups} />
            <Audiences data={known} />
            <Consents data={known} />
            <Channels />
            <RiskQuestions data={known} />
            <MySurveys />
            <Export />
            <Delete />
            <p className="soft">{text.notice(known.noticeVersion)}</p>
          </>
        )}
      </Loaded>
    </Screen>
  )
}

function Personalisation({ data }: { readonly data: MyData }) {
  const text = useText(dataText)
  const change = useMyDataChange((isOn: boolean) => call(profilesApi.setMyPersonalisation, { body: { isOn } }))
  return (
    <section className="card">
      <h2>
        {text.personalisation} · {data.isPersonalised ? text.on : text.off}
      </h2>
      <p>{text.offNote}</p>
      <button
        type="button"
        className="button"
        disabled={change.isPending}
        onClick={() => change.mutate(!data.isPersonalised)}
      >
        {data.isPersonalised ? text.switchOff : text.switchOn}
      </button>
    </section>
  )
}

function Audiences({ data }: { readonly data: MyData }) {
  const text = useText(dataText)
  const say = useLocalized()
  return (
    <section className="card">
      <h2>{text.audiences}</h2>
      {data.audiences.length === 0 ? (
        <p>{text.none}</p>
      ) : (
        <p>{data.audiences.map(({ name }) => say(name)).join(' · ')}</p>
      )}
    </section>
  )
}

function Consents({ data }: { readonly data: MyData }) {
  const text = useText(dataText)
  const say = useLocalized()
  const change = useMyDataChange((body: { purpose: string; version: number; isGranted: boolean }) =>
    call(profilesApi.setMyConsent, { body }),
  )
  return (
    <section className="card">
      <h2>{text.consents}</h2>
      {data.consents.map(({ purpose, title, version, isGranted, isNecessary }) => (
        <div key={purpose} className="data-line">
          <span>
            {say(title)} · {isGranted ? text.granted : text.notGranted}
            {isNecessary && <small className="soft"> {text.necessary}</small>}
          </span>
          <button
            type="button"
            className="button plain"
            disabled={change.isPending}
            onClick={() => change.mutate({ purpose, version, isGranted: !isGranted })}
          >
            {isGranted ? text.withdraw : text.agree}
          </button>
        </div>
      ))}
    </section>
  )
}

function Export() {
  const text = useText(dataText)
  const exported = useMutation({
    mutationFn: () => call(profilesApi.exportMyData, {}),
    onSuccess: (data) => download('my-data.json', JSON.stringify(data, null, 2)),
  })
  return (
    <button type="button" className="button plain" disabled={exported.isPending} onClick={() => exported.mutate()}>
      {text.export}
    </button>
  )
}

function Delete() {
  const text = useText(dataText)
  const say = useLocalized()
  const queries = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const removed = useMutation({
    mutationFn: () => call(profilesApi.deleteMyData, { body: {} }),
    onSuccess: () => {
      setAsked(false)
      return queries.invalidateQueries({ queryKey: dataKey })
    },
  })
  return (
    <section className="card">
      <h2>{text.delete}</h2>
      <p>{text.deleteNote}</p>
      {removed.data && (
        <p role="status">
          {text.deleted(removed.data.deleted)} · {text.kept}: {removed.data.kept.map(say).join('；')}
        </p>
      )}
      {isAsked ? (
        <>
          <button type="button" className="button" disabled={removed.isPending} onClick={() => removed.mutate()}>
            {text.confirm}
          </button>
          <button type="button" className="button plain" onClick={() => setAsked(false)}>
            {text.cancel}
          </button>
        </>
      ) : (
        <button type="button" className="button plain" onClick={() => setAsked(true)}>
          {text.delete}
        </button>
      )}
    </section>
  )
}

function download(name: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 1_000)
}
