import { sessionApi } from '@puhui/api'
import { App, Button } from 'antd'
import { useEffect, useState } from 'react'
import { useWrite } from '../api/hooks.ts'
import { useCan, useStatus } from '../api/session.ts'
import { shellText } from '../i18n/shell.ts'
import { useLocalized, useText } from '../i18n/text.ts'
import { DisabledReason } from '../ui/disabled-reason.tsx'
import { Icon } from '../ui/icon.tsx'
import { Problems } from '../ui/problems.tsx'

const LOOK_EVERY_MS = 400
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
  const beginsAnew = reset.isSuccess || remove.isSuccess
  const isShown = status?.mode === 'demo' && !isHidden
  const hasMarket = status?.hasDemoData ?? true
  if (!isShown && !beginsAnew) return null
  const resetTexts = hasMarket ? ([t.reset, t.resetAsk] as const) : ([t.build, t.buildAsk] as const)
  function ask(action: typeof reset, title: string, content: string, isDanger = false) {
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
      {beginsAnew ? (
        <BeginningAnew />
      ) : (
        <>
          <span className="strip-about">{hasMarket ? t.banner : t.empty}</span>
          <Problems error={reset.error ?? remove.error} />
          <DisabledReason why={why}>
            <Button size="small" data-part="demo-reset" onClick={() => ask(reset, ...resetTexts)}>
              {resetTexts[0]}
            </Button>
          </DisabledReason>
          {hasMarket && (
            <DisabledReason why={why}>
              <Button
                size="small"
                type="text"
                data-part="demo-remove"
                onClick={() => ask(remove, t.remove, t.removeAsk, true)}
              >
                {t.remove}
              </Button>
            </DisabledReason>
          )}
          <button type="button" className="strip-close" aria-label={t.hide} title={t.hide} onClick={hide}>
            <Icon name="close" size={14} />
          </button>
        </>
      )}
    </div>
  )
}

/** The server empties its database after its answer and says itself how far it is; at the end the sign-in page opens. */
function BeginningAnew() {
  const t = useText(shellText).demo
  const status = useStatus(LOOK_EVERY_MS)
  const say = useLocalized()
  const [hasBegun, setBegun] = useState(false)
  const readiness = status?.readiness
  useEffect(() => {
    if (readiness !== undefined && readiness !== 'ready') setBegun(true)
    if (readiness === 'ready' && hasBegun) location.assign('/')
  }, [readiness, hasBegun])
  const { done = 0, total = 0, note = null } = status?.progress ?? {}
  return (
    <span role="status" data-part="demo-progress">
      {t.resetting} {note && say(note)} {total > 0 && `${Math.floor((100 * done) / total)}%`}
    </span>
  )
}
