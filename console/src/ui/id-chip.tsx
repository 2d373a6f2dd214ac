import { App } from 'antd'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { Icon } from './icon.tsx'
import { To } from './to.tsx'

/** An identifier: copied with one click, and a link when it has a page. */
export function IdChip({ id, href, label }: { readonly id: string; readonly href?: string; readonly label?: string }) {
  const t = useText(uiText)
  const { message } = App.useApp()
  const shown = label ?? id
  async function copy() {
    await navigator.clipboard?.writeText(id)
    message.success(t.copied)
  }
  return (
    <span className="id-chip">
      {href ? <To href={href}>{shown}</To> : <span>{shown}</span>}
      <button type="button" aria-label={`${t.copy} ${shown}`} title={t.copy} onClick={() => void copy()}>
        <Icon name="copy" size={14} />
      </button>
    </span>
  )
}
