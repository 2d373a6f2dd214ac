import type { Localized } from '@puhui/kernel'
import { useAppearance } from '../theme/appearance.ts'
import type { Catalogue } from './catalogue.ts'

/** The texts of an area in the reader's language; a change of language draws the page again, without a reload. */
export function useText<T>(area: Catalogue<T>): T {
  return area[useAppearance().locale]
}

/** Picks from what the server sends in both languages: labels, summaries, reasons. */
export function useLocalized(): (text: Localized) => string {
  const { locale } = useAppearance()
  return (text) => text[locale]
}
