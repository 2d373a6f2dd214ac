import { journeyText } from '../i18n/journey.ts'
import { useText } from '../i18n/text.ts'
import { useCountdown } from './countdown.ts'
import { Field } from './field.tsx'

interface CodeEntryProps {
  readonly code: string
  readonly onCode: (code: string) => void
  readonly problem: string | undefined
  readonly isSending: boolean
  /** Sends a code; says after how many seconds another may be asked for, or nothing when it was refused. */
  readonly onSend: () => Promise<number | undefined>
}

/** The button that sends a code by SMS, which then counts down to the next one, and the field for the code. */
export function CodeEntry({ code, onCode, problem, isSending, onSend }: CodeEntryProps) {
  const text = useText(journeyText)
  const [left, wait] = useCountdown()
  async function send() {
    const seconds = await onSend()
    if (seconds !== undefined) wait(seconds)
  }
  return (
    <>
      <button type="button" className="button plain" disabled={left > 0 || isSending} onClick={() => void send()}>
        {left > 0 ? text.resend(left) : text.sendCode}
      </button>
      <Field label={text.code} problem={problem}>
        {(given) => (
          <input
            {...given}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onChange={(event) => onCode(event.target.value.trim())}
          />
        )}
      </Field>
    </>
  )
}

/** What a code was asked with: the seconds to wait, or `undefined` for a refusal that shows elsewhere. */
export function secondsToWait(asked: Promise<{ readonly resendAfterSeconds: number }>): Promise<number | undefined> {
  return asked.then(
    ({ resendAfterSeconds }) => resendAfterSeconds,
    () => undefined,
  )
}
