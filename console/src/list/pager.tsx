import { showCount } from '@puhui/design'
import { Button, Select } from 'antd'
import { useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { Icon } from '../ui/icon.tsx'
import { type ListControl, PAGE_SIZES } from './list-state.ts'

interface PagerProps {
  readonly control: ListControl
  readonly total: number
  readonly isCapped: boolean
  readonly rows: number
  readonly onCountAll: () => void
}

/** Where one is in the list. A capped total says `1,000+` and counts exactly when asked. */
export function Pager({ control, total, isCapped, rows, onCountAll }: PagerProps) {
  const t = useText(uiText).list
  const { page, pageSize } = control.state
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const isLast = isCapped ? rows < pageSize : page >= pages
  const shownTotal = t.total(showCount(total, { capped: isCapped }))
  const goTo = (wanted: number) =>
    control.set({ page: wanted === 1 ? undefined : String(wanted) }, { keepsHistory: true })
  return (
    <div className="pager" data-part="pager">
      {isCapped ? (
        <button type="button" className="link-button figures" title={t.countAll} onClick={onCountAll} data-part="total">
          {shownTotal}
        </button>
      ) : (
        <span className="figures soft" data-part="total">
          {shownTotal}
        </span>
      )}
      <span className="top-gap" />
      <Select
        aria-label={t.perPage(pageSize)}
        value={pageSize}
        variant="borderless"
        options={PAGE_SIZES.map((size) => ({ value: size, label: t.perPage(size) }))}
        onChange={(size) => control.narrow({ size: size === 20 ? undefined : String(size) })}
      />
      <Button
        aria-label={t.previous}
        title={t.previous}
        disabled={page <= 1}
        icon={<Icon name="chevron" size={14} />}
        className="flip"
        onClick={() => goTo(page - 1)}
      />
      <span className="figures">{t.page(showCount(page), showCount(pages, { capped: isCapped }))}</span>
      <Button
        aria-label={t.next}
        title={t.next}
        disabled={isLast}
        icon={<Icon name="chevron" size={14} />}
        onClick={() => goTo(page + 1)}
      />
    </div>
  )
}
