import { profilesApi } from '@puhui/api'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { dataText } from '../i18n/data.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { type MyData, useMyDataChange } from './my-data-change.ts'

type Tag = MyData['groups'][number]['facts'][number]

/** My tags by chapter: what is known comes first, with where it is from; what is unknown says so. */
export function Tags({ groups }: { readonly groups: MyData['groups'] }) {
  const say = useLocalized()
  return groups.map((group) => (
    <section key={group.id} className="card">
      <h2>{say(group.label)}</h2>
      {group.facts
        .filter(({ value, isCorrectable }) => value !== null || isCorrectable || group.id === 'basics')
        .map((tag) => (
          <TagLine key={tag.id} tag={tag} />
        ))}
    </section>
  ))
}

function TagLine({ tag }: { readonly tag: Tag }) {
  const text = useText(dataText)
  const say = useLocalized()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="data-line">
      <div>
        <strong>{say(tag.label)}</strong>: {tag.value === null ? text.unknown : say(tag.shown)}
        {tag.source && (
          <small className="soft data-from">
            {text.source}: {say(tag.source)}
            {tag.at && ` · ${tag.at.slice(0, 10)}`}
            {tag.basis && ` · ${say(tag.basis)}`}
          </small>
        )}
        {isOpen && <Correction tag={tag} onDone={() => setOpen(false)} />}
      </div>
      {tag.isCorrectable && !isOpen && (
        <button
          type="button"
          className="button plain"
          aria-label={`${text.correct}: ${say(tag.label)}`}
          onClick={() => setOpen(true)}
        >
          {text.correct}
        </button>
      )}
    </div>
  )
}

function Correction({ tag, onDone }: { readonly tag: Tag; readonly onDone: () => void }) {
  const text = useText(dataText)
  const say = useLocalized()
  const isYesNo = tag.options.length === 0
  const options = isYesNo
    ? [
        { value: 'true', shown: text.yes },
        { value: 'false', shown: text.no },
      ]
    : tag.options.map(({ value, label }) => ({ value, shown: say(label) }))
  const [value, setValue] = useState(String(tag.value ?? options[0]?.value ?? ''))
  const change = useMyDataChange((wanted: string) =>
    call(profilesApi.correctMyData, {
      params: { factId: tag.id },
      body: { value: isYesNo ? wanted === 'true' : wanted },
    }),
  )
  return (
    <span className="data-correct">
      <select aria-label={say(tag.label)} value={value} onChange={(event) => setValue(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.shown}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="button"
        disabled={change.isPending}
        onClick={() => change.mutate(value, { onSuccess: onDone })}
      >
        {text.save}
      </button>
      <button type="button" className="button plain" onClick={onDone}>
        {text.cancel}
      </button>
    </span>
  )
}
