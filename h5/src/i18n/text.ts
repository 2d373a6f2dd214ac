import type { Catalogue } from '@puhui/design'
import type { Localized } from '@puhui/kernel'
import { useAppearance } from '../app/appearance.ts'

/** The texts of an area in the reader's language. */
export function useText<T>(area: Catalogue<T>): T {
  return area[useAppearance().locale]
}

export function useLocalized(): (text: Localized) => string {
  const { locale } = useAppearance()
  return (text) => text[locale]
}
