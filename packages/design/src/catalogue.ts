/** Texts of one area: plain strings, functions of what they tell, and groups of both. */
export interface Texts {
  readonly [key: string]: string | ((...facts: never[]) => string) | Texts
}

type Same<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] extends Texts ? Same<T[K]> : T[K] }

export interface Catalogue<T> {
  readonly zh: T
  readonly en: T
}

/**
 * An area's texts. English that lacks a key of the Chinese, or has one more, does not compile.
 *
 * @example catalogue({ zh: { save: '保存' }, en: { save: 'Save' } }).en.save // 'Save'
 */
export function catalogue<T extends Texts>(texts: { zh: T; en: NoInfer<Same<T>> }): Catalogue<Same<T>> {
  return texts as Catalogue<Same<T>>
}
