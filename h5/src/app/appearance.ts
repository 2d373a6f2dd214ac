import { type Appearance, type AppearanceNow, openAppearance } from '@puhui/design'
import type { Locale } from '@puhui/kernel'
import { useSyncExternalStore } from 'react'

const appearance = openAppearance(window)

export function useAppearance(): AppearanceNow {
  return useSyncExternalStore(appearance.watch, appearance.now)
}

export function setAppearance(change: Partial<Appearance>): void {
  appearance.set(change)
}

export function currentLocale(): Locale {
  return appearance.now().locale
}
