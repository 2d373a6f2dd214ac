import { lazy, Suspense, useState } from 'react'
import { shellText } from '../i18n/shell.ts'
import { useText } from '../i18n/text.ts'
import { setAppearance, useAppearance } from '../theme/appearance.ts'
import { Icon } from '../ui/icon.tsx'
import { AppearanceMenu } from './appearance-menu.tsx'
import { HelpButton } from './help.tsx'
import { useShortcuts } from './shortcuts.ts'
import { TestClock } from './test-clock.tsx'
import { UserMenu } from './user-menu.tsx'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

export function TopBar({ onMenu }: { readonly onMenu: () => void }) {
  const t = useText(shellText)
  const { locale } = useAppearance()
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  useShortcuts({
    '$mod+k': (event) => {
      event.preventDefault()
      setPaletteOpen(true)
    },
  })
  return (
    <header className="top-bar">
      <button type="button" className="bar-button menu-button" aria-label={t.openMenu} onClick={onMenu}>
        <Icon name="menu" size={20} />
      </button>
      <button type="button" className="finder" data-part="finder" onClick={() => setPaletteOpen(true)}>
        <Icon name="search" />
        <span className="finder-hint">{t.searchHint}</span>
        <kbd>{isMac ? '⌘' : 'Ctrl'} K</kbd>
      </button>
      <span className="top-gap" />
      <TestClock />
      <button
        type="button"
        className="bar-button language-button"
        aria-label={t.language.switch}
        title={t.language.switch}
        data-part="language"
        onClick={() => setAppearance({ locale: locale === 'zh' ? 'en' : 'zh' })}
      >
        <span className="language-mark">{t.language.other}</span>
      </button>
      <AppearanceMenu />
      <HelpButton />
      <UserMenu />
      {isPaletteOpen && (
        <Suspense fallback={null}>
          <Palette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
    </header>
  )
}
