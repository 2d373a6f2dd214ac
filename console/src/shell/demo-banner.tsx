import { sessionApi } from '@puhui/api'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useWrite } from '../api/hooks.ts'
import { useCan, useStatus } from '../api/session.ts'
import { shellText } from '../i18n/shell.ts'
import { useText } from '../i18n/text.ts'
import { DisabledReason } from '../ui/disabled-reason.tsx'
import { Icon } from '../ui/icon.tsx'
import { JobProgress } from '../ui/job-progress.tsx'
import { Problems } from '../ui/problems.tsx'

const HIDDEN = 'puhui.demo-banner-hidden'

/** Says that this lender is simulated, and lets the administrator start it afresh or take it away. */
export function DemoBanner() {
  const t = useText(shellText).demo
  const status = useStatus()
  const { modal } = App.useApp()
  const [isHidden, setHidden] = useState(() => sessionStorage.getItem(HIDDEN) === 'yes')
  const why = useCan()('demo.manage') ? undefined : t.forbidden
  const reset = useWrite(sessionApi.resetDemo, { refreshes: [] })
  const remove = useWrite(sessionApi.removeDemo, { refreshes: [] })
  const jobId = reset.data?.jobId ?? remove.data?.jobId
  if (status?.mode !== 'demo' || !status.hasDemoData || (isHidden && !jobId)) return null
  function ask(action: typeof reset, title: string, content: string, isDanger: boolean) {
    modal.confirm({
      title,
      content,
      okText: t.confirm,
      cancelText: t.cancel,
      okButtonProps: { danger: isDanger },
      onOk: () => action.mutateAsync({}),
    })
  }
  function hide() {
    sessionStorage.setItem(HIDDEN, 'yes')
    setHidden(true)
  }
  return (
    <div className="strip strip-demo" role="note" data-part="demo-banner">
      <span className="demo-mark">{t.mark}</span>
      {jobId ? (
        <Rebuilding jobId={jobId} />
      ) : (
        <>
          <span className="strip-about">{t.banner}</span>
          <Problems error={reset.error ?? remove.error} />
          <DisabledReason why={why}>
            <Button size="small" data-part="demo-reset" onClick={() => ask(reset, t.reset, t.resetAsk, false)}>
              {t.reset}
            </Button>
          </DisabledReason>
          <DisabledReason why={why}>
            <Button size="small" type="text" onClick={() => ask(remove, t.remove, t.removeAsk, true)}>
              {t.remove}
            </Button>
          </DisabledReason>
          <button type="button" className="strip-close" aria-label={t.hide} title={t.hide} onClick={hide}>
            <Icon name="close" size={14} />
          </button>
        </>
      )}
    </div>
  )
}

function Rebuilding({ jobId }: { readonly jobId: string }) {
  const t = useText(shellText).demo
  return (
    <>
      <span>{t.resetting}</span>
      <JobProgress jobId={jobId} onEnd={() => location.reload()} />
    </>
  )
}
