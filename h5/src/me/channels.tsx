import { campaignsApi, labels, type OutputOf } from '@puhui/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { channelsText } from '../i18n/channels.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { Field } from '../ui/field.tsx'
import { Loaded, Refused } from '../ui/states.tsx'

type Channel = OutputOf<typeof campaignsApi.myChannels>['channels'][number]

const KEY = ['my-channels']

function useChange<V>(work: (value: V) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: work, onSuccess: () => queries.invalidateQueries({ queryKey: KEY }) })
}

/** By which ways I may be told of offers; each is opened and closed at once, e-mail with an address that is mine. */
export function Channels() {
  const text = useText(channelsText)
  const channels = useQuery({ queryKey: KEY, queryFn: () => call(campaignsApi.myChannels, {}) })
  return (
    <section className="card" aria-labelledby="channels">
      <h2 id="channels">{text.title}</h2>
      <p>{text.about}</p>
      <Loaded query={channels}>
        {({ channels: each }) => (
          <>
            {each.map((channel) => (
              <Way key={channel.channel} of={channel} />
            ))}
            <Email address={each.find(({ channel }) => channel === 'email')?.address ?? null} />
          </>
        )}
      </Loaded>
    </section>
  )
}

function Way({ of: { channel, isOpen, address } }: { readonly of: Channel }) {
  const text = useText(channelsText)
  const say = useLocalized()
  const change = useChange(() => call(campaignsApi.setMyChannel, { body: { channel, isOpen: !isOpen } }))
  const needsAddress = channel === 'email' && address === null
  return (
    <div className="data-line">
      <span>
        {say(labels.contactChannel[channel])} · {isOpen ? text.open : text.closed}
        {address && <small className="soft"> {address}</small>}
      </span>
      {needsAddress ? (
        <small className="soft">{text.addressFirst}</small>
      ) : (
        <button type="button" className="button plain" disabled={change.isPending} onClick={() => change.mutate()}>
          {isOpen ? text.close : text.openIt}
        </button>
      )}
      <Refused error={change.error} />
    </div>
  )
}

/** An address is kept once the code that went to it has come back. */
function Email({ address }: { readonly address: string | null }) {
  const text = useText(channelsText)
  const [email, setEmail] = useState('')
  const [code, setCode] = useState('')
  const sent = useMutation({ mutationFn: () => call(campaignsApi.sendEmailCode, { body: { email } }) })
  const kept = useChange(() =>
    call(campaignsApi.setMyChannel, { body: { channel: 'email', isOpen: true, email, code } }),
  )
  if (kept.isSuccess) return <p role="status">{text.confirmed}</p>
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (sent.isSuccess) kept.mutate(undefined)
        else sent.mutate()
      }}
    >
      <Field label={address ? text.newAddress : text.address} hint={text.addressHint}>
        {(given) => (
          <input
            {...given}
            type="email"
            inputMode="email"
            autoComplete="email"
            maxLength={200}
            required
            value={email}
            readOnly={sent.isSuccess}
            onChange={({ target }) => setEmail(target.value)}
          />
        )}
      </Field>
      {sent.isSuccess && (
        <Field label={text.code} hint={text.codeHint(email)}>
          {(given) => (
            <input
              {...given}
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="\d{6}"
              maxLength={6}
              required
              value={code}
              onChange={({ target }) => setCode(target.value)}
            />
          )}
        </Field>
      )}
      <Refused error={sent.error ?? kept.error} />
      <button type="submit" className="button" disabled={sent.isPending || kept.isPending}>
        {sent.isSuccess ? text.confirm : text.sendCode}
      </button>
    </form>
  )
}
