import type { ListSpec } from '@puhui/api'
import { Button, Checkbox, Popover } from 'antd'
import { useLocalized, useText } from '../i18n/text.ts'
import { uiText } from '../i18n/ui.ts'
import { Icon } from '../ui/icon.tsx'

interface ColumnsMenuProps {
  readonly spec: ListSpec
  readonly shown: readonly string[]
  /** How many of the shown ones stay at the left. */
  readonly pinned: number
  readonly onChange: (columns: readonly string[]) => void
  readonly onPin: (count: number) => void
  readonly onReset: () => void
}

/** Which columns, and in what order; kept on the server for this reader and in the address for everyone else. */
export function ColumnsMenu({ spec, shown, pinned, onChange, onPin, onReset }: ColumnsMenuProps) {
  const t = useText(uiText).list
  const say = useLocalized()
  const hidden = Object.keys(spec.columns).filter((key) => !shown.includes(key))
  function toggle(key: string, isShown: boolean) {
    const next = isShown ? [...shown, key] : shown.filter((other) => other !== key)
    if (next.length > 0) onChange(next)
  }
  function move(key: string, by: -1 | 1) {
    const next = [...shown]
    const at = next.indexOf(key)
    const other = next[at + by]
    if (other === undefined) return
    next[at + by] = key
    next[at] = other
    onChange(next)
  }
  const body = (
    <div className="columns-menu">
      <p className="soft">{t.columnsAbout}</p>
      <ul>
        {[...shown, ...hidden].map((key, index) => (
          <li key={key} data-column={key}>
            <Checkbox checked={shown.includes(key)} onChange={(event) => toggle(key, event.target.checked)}>
              {say(spec.columns[key]?.label ?? { zh: key, en: key })}
            </Checkbox>
            {shown.includes(key) && (
              <span>
                <Pin isOn={index < pinned} onPress={() => onPin(index + 1 === pinned ? index : index + 1)} />
                <Arrow label={t.moveUp} icon="up" isOff={shown[0] === key} onPress={() => move(key, -1)} />
                <Arrow label={t.moveDown} icon="down" isOff={shown.at(-1) === key} onPress={() => move(key, 1)} />
              </span>
            )}
          </li>
        ))}
      </ul>
      <Button size="small" onClick={onReset}>
        {t.resetColumns}
      </Button>
    </div>
  )
  return (
    <Popover content={body} trigger="click" placement="bottomRight">
      <Button icon={<Icon name="columns" />} aria-label={t.columns} title={t.columns} data-part="columns" />
    </Popover>
  )
}

/** Keeps the columns up to this one at the left; pressed on the last of them it lets that one go. */
function Pin({ isOn, onPress }: { readonly isOn: boolean; readonly onPress: () => void }) {
  const t = useText(uiText).list
  return (
    <Button
      type="text"
      size="small"
      aria-label={t.pin}
      title={t.pin}
      aria-pressed={isOn}
      data-part="pin"
      icon={<Icon name="pin" size={14} />}
      onClick={onPress}
    />
  )
}

function Arrow(props: {
  readonly label: string
  readonly icon: 'up' | 'down'
  readonly isOff: boolean
  readonly onPress: () => void
}) {
  return (
    <Button
      type="text"
      size="small"
      aria-label={props.label}
      title={props.label}
      disabled={props.isOff}
      icon={<Icon name={props.icon} size={14} />}
      onClick={props.onPress}
    />
  )
}
