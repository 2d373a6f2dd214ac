import { type FilterSpec, labelOf } from '@puhui/api'
import { showMoney } from '@puhui/design'
import { Popover } from 'antd'
import { useState } from 'react'
import { useLocalized, useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { Icon } from '../ui/icon.tsx'
import { FilterEditor } from './filter-editor.tsx'
import type { ListControl, ListOperation } from './list-state.ts'

/** Every filter of a list as a pill that opens its editor; what is set stands on the pill. */
export function FilterBar({
  operation,
  control,
}: {
  readonly operation: ListOperation
  readonly control: ListControl
}) {
  const t = useText(uiText).list
  const filters = Object.entries(operation.list.filters)
  if (filters.length === 0) return null
  return (
    <section className="filter-bar" data-part="filters" aria-label={t.filters}>
      {filters.map(([name, spec]) => (
        <FilterPill key={name} name={name} spec={spec} control={control} />
      ))}
      {control.isNarrowed && (
        <button type="button" className="link-button" onClick={control.clear} data-part="clear-filters">
          {t.clear}
        </button>
      )}
    </section>
  )
}

interface PillProps {
  readonly name: string
  readonly spec: FilterSpec
  readonly control: ListControl
}

function FilterPill({ name, spec, control }: PillProps) {
  const t = useText(uiText).list
  const say = useLocalized()
  const [isOpen, setOpen] = useState(false)
  const { filters } = control.state
  const shown = useShown(name, spec, filters)
  const label = say(spec.label)
  function apply(change: Readonly<Record<string, string | undefined>>, isLast: boolean) {
    control.narrow(change)
    if (isLast) setOpen(false)
  }
  function drop() {
    control.narrow({ [name]: undefined, [`${name}From`]: undefined, [`${name}To`]: undefined })
  }
  return (
    <span className={shown ? 'pill pill-set' : 'pill'} data-filter={name}>
      <Popover
        open={isOpen}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        content={<FilterEditor name={name} spec={spec} filters={filters} onApply={apply} />}
      >
        <button type="button" className="pill-face" aria-expanded={isOpen} aria-haspopup="dialog">
          {label}
          {shown ? <b>{shown}</b> : <Icon name="chevron" size={12} />}
        </button>
      </Popover>
      {shown && (
        <button type="button" className="pill-drop" aria-label={`${t.clear}: ${label}`} onClick={drop}>
          <Icon name="close" size={12} />
        </button>
      )}
    </span>
  )
}

function useShown(name: string, spec: FilterSpec, filters: Readonly<Record<string, string>>): string | undefined {
  const t = useText(uiText)
  const say = useLocalized()
  const [from, to, plain] = [filters[`${name}From`], filters[`${name}To`], filters[name]]
  switch (spec.kind) {
    case 'enum':
      return plain
        ?.split(',')
        .map((value) => say(labelOf(spec.labels, value)))
        .join(', ')
    case 'text':
      return plain
    case 'flag':
      return plain === undefined ? undefined : plain === 'true' ? t.yes : t.no
    default: {
      if (!from && !to) return undefined
      const show = (value: string | undefined) =>
        value === undefined ? '' : spec.kind === 'fenRange' && /^-?\d+$/.test(value) ? showMoney(BigInt(value)) : value
      return `${show(from)} – ${show(to)}`
    }
  }
}
