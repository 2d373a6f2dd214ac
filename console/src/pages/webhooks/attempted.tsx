import type { OutputOf, webhooksApi } from '@puhui/api'
import { Alert } from 'antd'
import { useText } from '../../i18n/text.ts'
import { webhooksText } from '../../i18n/webhooks.ts'

/** What the receiver said a moment ago. */
export function Attempted({ outcome }: { readonly outcome: OutputOf<typeof webhooksApi.sendTest> | undefined }) {
  const t = useText(webhooksText)
  if (outcome === undefined) return null
  const { status, error, response, isSimulated } = outcome
  const isTaken = status !== null && status >= 200 && status < 300
  const said = status === null ? t.silent(error ?? '') : t.answered(status)
  return (
    <Alert
      showIcon
      type={isTaken ? 'success' : 'error'}
      title={isSimulated ? `${said} · ${t.simulated}` : said}
      {...(response ? { description: <code className="wrap">{response}</code> } : {})}
    />
  )
}
