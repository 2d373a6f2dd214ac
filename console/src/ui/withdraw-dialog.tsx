import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useText } from '../i18n/text.ts'
import { withdrawalsText } from '../i18n/withdrawals.ts'
import { DayInput } from './inputs.tsx'
import { Problems } from './problems.tsx'

interface WithdrawDialogProps {
  readonly title: string
  readonly about: string
  /** Absent where there is no day to choose. */
  readonly today: string | undefined
  readonly isBusy: boolean
  readonly error: Error | null
  readonly onClose: () => void
  readonly onSend: (from: string | undefined, reason: string) => void
}

const REASON_MIN = 4

/** From which day a version is withdrawn, and why. */
export function WithdrawDialog({ title, about, today, isBusy, error, onClose, onSend }: WithdrawDialogProps) {
  const t = useText(withdrawalsText)
  const [from, setFrom] = useState(today)
  const [reason, setReason] = useState('')
  const isReady = reason.trim().length >= REASON_MIN && (today === undefined || from !== undefined)
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      okButtonProps={{ disabled: !isReady, loading: isBusy }}
      onOk={() => onSend(from, reason.trim())}
    >
      <p>{about}</p>
      {today !== undefined && (
        <p>
          <span aria-hidden="true">{t.from} </span>
          <DayInput {...{ 'aria-label': t.from }} value={from} onChange={(day: string | undefined) => setFrom(day)} />
        </p>
      )}
      <Input.TextArea
        aria-label={t.reason}
        placeholder={t.reason}
        value={reason}
        rows={3}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      <Problems error={error} />
    </Modal>
  )
}
