import type { Locale } from '@puhui/kernel'
import { useSyncExternalStore } from 'react'

/** What the reader has chosen; the same keys as the console, applied before the first paint by `public/boot.js`. */
export interface Appearance {
  readonly theme: 'system' | 'light' | 'dark'
  readonly text: 'normal' | 'large'
  readonly locale: Locale
}

const KEY = 'puhui.appearance'
const systemDark = matchMedia('(prefers-color-scheme: dark)')
const watchers = new Set<() => void>()
let current: Appearance = read()

systemDark.addEventListener('change', () => publish())

export function useAppearance(): Appearance {
  return useSyncExternalStore(watch, () => current)
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

export function currentLocale(): Locale {
  return current.locale
}

function read(): Appearance {
  const plain: Appearance = {
    theme: 'system',
    text: 'normal',
    locale: document.documentElement.lang === 'en' ? 'en' : 'zh',
  }
  try {
    return { ...plain, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Appearance>) }
  } catch {
    return plain
  }
}

function publish(): void {
  const { dataset } = document.documentElement
  const isDark = current.theme === 'dark' || (current.theme === 'system' && systemDark.matches)
  dataset.theme = isDark ? 'dark' : 'light'
  dataset.text = current.text
  document.documentElement.lang = current.locale === 'en' ? 'en' : 'zh-CN'
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}
