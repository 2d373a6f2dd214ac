import type { Locale } from '@puhui/kernel'
import { useSyncExternalStore } from 'react'

/** What the reader has chosen; kept in this browser, applied before the first paint by `public/boot.js`. */
export interface Appearance {
  readonly theme: 'system' | 'light' | 'dark'
  readonly text: 'normal' | 'large'
  readonly density: 'compact' | 'roomy'
  readonly locale: Locale
}

const KEY = 'puhui.appearance'
const systemDark = matchMedia('(prefers-color-scheme: dark)')
const watchers = new Set<() => void>()
let current: Appearance = read()
let isPrinting = false

systemDark.addEventListener('change', () => publish())
addEventListener('beforeprint', () => print(true))
addEventListener('afterprint', () => print(false))

export function useAppearance(): Appearance & { readonly isDark: boolean } {
  const appearance = useSyncExternalStore(watch, () => current)
  const isDark = useSyncExternalStore(watch, () => darkNow(current))
  return { ...appearance, isDark }
}

export function setAppearance(change: Partial<Appearance>): void {
  current = { ...current, ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // A browser that keeps nothing shows the choice until the page is left.
  }
  publish()
}

/** Whether the page is on its way to paper: nothing may wait or move. */
export function isOnPaper(): boolean {
  return isPrinting
}

export function currentLocale(): Locale {
  return current.locale
}

function read(): Appearance {
  const locale: Locale = document.documentElement.lang === 'en' ? 'en' : 'zh'
  const plain: Appearance = { theme: 'system', text: 'normal', density: 'compact', locale }
  try {
    return { ...plain, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Appearance>) }
  } catch {
    return plain
  }
}

function publish(): void {
  const { dataset } = document.documentElement
  dataset.theme = darkNow(current) ? 'dark' : 'light'
  dataset.text = current.text
  dataset.density = current.density
  document.documentElement.lang = current.locale === 'en' ? 'en' : 'zh-CN'
  for (const watcher of watchers) watcher()
}

/** Paper is light, whatever the screen is. */
function darkNow({ theme }: Appearance): boolean {
  return !isPrinting && (theme === 'dark' || (theme === 'system' && systemDark.matches))
}

function print(isNow: boolean): void {
  isPrinting = isNow
  publish()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
