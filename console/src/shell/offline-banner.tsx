import { App, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { probeNow, useConnection } from '../api/connection.ts'
import { shellText } from '../i18n/shell.ts'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'

/** Says that the server is gone, keeps what is on the page, and goes away by itself when it is back. */
export function OfflineBanner() {
  const t = useText(shellText)
  const { isOnline } = useConnection()
  const { message } = App.useApp()
  const wasOnline = useRef(true)
  const [isRetrying, setRetrying] = useState(false)
  useEffect(() => {
    if (isOnline && !wasOnline.current) message.success(t.offline.back)
    wasOnline.current = isOnline
  }, [isOnline, message, t])
  if (isOnline) return null
  async function retry() {
    setRetrying(true)
    await probeNow()
    setRetrying(false)
  }
  return (
    <div className="strip strip-bad" role="alert" data-part="offline">
      <Icon name="offline" />
      <strong>{t.offline.title}</strong>
      <span className="strip-about">{t.offline.about}</span>
      <Button size="small" loading={isRetrying} onClick={() => void retry()}>
        {isRetrying ? t.offline.retrying : t.offline.retry}
      </Button>
    </div>
  )
}
