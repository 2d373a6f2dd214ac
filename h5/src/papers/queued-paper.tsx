import { useEffect, useState } from 'react'
import { papersText } from '../i18n/papers.ts'
import { useText } from '../i18n/text.ts'
import type { Queued } from './use-queue.ts'

interface QueuedPaperProps {
  readonly item: Queued
  readonly onRetry: () => void
  readonly onRemove: () => void
}

/** A file on its way up: what it shows, how far it is, and what to do when it did not get there. */
export function QueuedPaper({ item, onRetry, onRemove }: QueuedPaperProps) {
  const text = useText(papersText)
  const { file, state, share, refusal } = item
  const percent = Math.round(share * 100)
  const told = {
    waiting: text.waiting,
    sending: text.sending(percent),
    lost: text.lost,
    signedOut: text.signedOut,
    refused: refusal ?? '',
  }[state]
  const isFailed = state === 'lost' || state === 'signedOut' || state === 'refused'
  return (
    <li className="paper" data-state={state}>
      <Preview file={file.file} name={file.name} />
      <div className="paper-about">
        <span className="paper-name">{file.name}</span>
        <span className={isFailed ? 'problem' : 'small soft'} role={isFailed ? 'alert' : 'status'}>
          {told}
        </span>
        {state === 'sending' && <progress max={100} value={percent} aria-label={told} />}
        {state !== 'sending' && (
          <div className="paper-pick">
            {isFailed && state !== 'refused' && (
              <button type="button" className="button plain" onClick={onRetry}>
                {text.again}
              </button>
            )}
            <button type="button" className="button plain" aria-label={text.removeOf(file.name)} onClick={onRemove}>
              {text.remove}
            </button>
          </div>
        )}
      </div>
    </li>
  )
}

function Preview({ file, name }: { readonly file: Blob; readonly name: string }) {
  const text = useText(papersText)
  const [address, setAddress] = useState<string>()
  const isPicture = file.type.startsWith('image/')
  useEffect(() => {
    if (!isPicture) return
    const made = URL.createObjectURL(file)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [file, isPicture])
  if (address === undefined) return <span className="paper-preview">{isPicture ? '' : 'PDF'}</span>
  return <img className="paper-preview" src={address} alt={text.preview(name)} />
}
