import type { Appearance } from '@puhui/design'
import { Popover, Segmented } from 'antd'
import { shellText } from '../i18n/shell.ts'
import { useText } from '../i18n/text.ts'
import { setAppearance, useAppearance } from '../theme/appearance.ts'
import { Icon } from '../ui/icon.tsx'

export function AppearanceMenu() {
  const t = useText(shellText).appearance
  const { theme, text, density, locale } = useAppearance()
  const content = (
    <div className="appearance">
      <Choice label={t.theme} name="theme" value={theme} options={{ system: t.system, light: t.light, dark: t.dark }} />
      <Choice label={t.text} name="text" value={text} options={{ normal: t.normal, large: t.large }} />
      <Choice label={t.language} name="locale" value={locale} options={{ zh: t.zh, en: t.en }} />
      <Choice label={t.density} name="density" value={density} options={{ compact: t.compact, roomy: t.roomy }} />
    </div>
  )
  return (
    <Popover content={content} trigger="click" placement="bottomRight">
      <button type="button" className="bar-button" aria-label={t.title} title={t.title} data-part="appearance">
        <Icon name="look" size={20} />
      </button>
    </Popover>
  )
}

function Choice<Name extends 'theme' | 'text' | 'density' | 'locale'>(props: {
  readonly label: string
  readonly name: Name
  readonly value: Appearance[Name]
  readonly options: Readonly<Record<Appearance[Name], string>>
}) {
  const options = Object.entries<string>(props.options).map(([value, label]) => ({ value, label }))
  return (
    <div className="appearance-choice">
      <span>{props.label}</span>
      <Segmented
        aria-label={props.label}
        value={props.value}
        options={options}
        onChange={(value) => setAppearance({ [props.name]: value } as Partial<Appearance>)}
      />
    </div>
  )
}
