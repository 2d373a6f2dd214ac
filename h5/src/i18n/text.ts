import type { Localized } from '@puhui/kernel'
import { useAppearance } from '../app/appearance.ts'

/** Texts of one area: plain strings, functions of what they tell, and groups of both. */
export interface Texts {
  readonly [key: string]: string | ((...facts: never[]) => string) | Texts
}

type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] extends Texts ? Same<T[K]> : T[K] }

/** An area's texts. English that lacks a key of the Chinese, or has one more, does not compile. */
export function catalogue<T extends Texts>(texts: { zh: T; en: NoInfer<Same<T>> }): { zh: Same<T>; en: Same<T> } {
  return texts as { zh: Same<T>; en: Same<T> }
}

export function useText<T>(area: { readonly zh: T; readonly en: T }): T {
  return area[useAppearance().locale]
}

export function useLocalized(): (text: Localized) => string {
  const { locale } = useAppearance()
  return (text) => text[locale]
}
