import type { Locale } from '@puhui/kernel'

/** What a reader has chosen; kept in the browser and the same for staff and borrowers. */
export interface Appearance {
  readonly theme: 'system' | 'light' | 'dark'
  readonly text: 'normal' | 'large'
  readonly density: 'compact' | 'roomy'
  readonly locale: Locale
}

/** What the appearance needs of a browser's window. */
export interface AppearanceWindow {
  readonly document: {
    readonly documentElement: { lang: string; readonly dataset: Record<string, string | undefined> }
  }
  readonly localStorage: { getItem(key: string): string | null; setItem(key: string, value: string): void }
  matchMedia(query: string): { readonly matches: boolean; addEventListener(name: 'change', act: () => void): void }
  addEventListener(name: 'beforeprint' | 'afterprint' | 'storage', act: () => void): void
}

export type AppearanceNow = Appearance & { readonly isDark: boolean; readonly isOnPaper: boolean }

export interface AppearanceStore {
  now(): AppearanceNow
  set(change: Partial<Appearance>): void
  /** Calls after every change; returns how to stop. Fits `useSyncExternalStore`. */
  watch(watcher: () => void): () => void
}

const KEY = 'puhui.appearance'
const DARK = '(prefers-color-scheme: dark)'

/**
 * The reader's appearance, shown on the page's root, kept in its storage and the same in every window. `system` follows
 * the reader's system; paper is light whatever the screen is.
 *
 * @param window the browser's own; nothing of it is touched that `AppearanceWindow` does not name
 * @example openAppearance(window).set({ theme: 'dark' })
 */
export function openAppearance(window: AppearanceWindow): AppearanceStore {
  const systemDark = window.matchMedia(DARK)
  const watchers = new Set<() => void>()
  let chosen = keptIn(window)
  let isOnPaper = false
  const withLook = (): AppearanceNow => {
    const isDark = !isOnPaper && (chosen.theme === 'dark' || (chosen.theme === 'system' && systemDark.matches))
    return { ...chosen, isDark, isOnPaper }
  }
  let now = withLook()
  function publish() {
    now = withLook()
    const root = window.document.documentElement
    root.dataset.theme = now.isDark ? 'dark' : 'light'
    root.dataset.text = now.text
    root.dataset.density = now.density
    root.lang = now.locale === 'en' ? 'en' : 'zh-CN'
    for (const watcher of watchers) watcher()
  }
  function print(isNow: boolean) {
    isOnPaper = isNow
    publish()
  }
  systemDark.addEventListener('change', publish)
  window.addEventListener('beforeprint', () => print(true))
  window.addEventListener('afterprint', () => print(false))
  // Another window of the same browser keeps a choice.
  window.addEventListener('storage', () => {
    chosen = keptIn(window)
    publish()
  })
  return {
    now: () => now,
    set: (change) => {
      chosen = { ...chosen, ...change }
      keep(window, chosen)
      publish()
    },
    watch: (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}

function keptIn({ document, localStorage }: AppearanceWindow): Appearance {
  const locale: Locale = document.documentElement.lang === 'en' ? 'en' : 'zh'
  const plain: Appearance = { theme: 'system', text: 'normal', density: 'compact', locale }
  try {
    return { ...plain, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Appearance>) }
  } catch {
    return plain
  }
}

function keep({ localStorage }: AppearanceWindow, appearance: Appearance): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(appearance))
  } catch {
    // A browser that keeps nothing shows the choice until the page is left.
  }
}

/** Runs before the first paint, so that a dark page never flashes white: what `openAppearance` does once it is there. */
export const bootScript = `;(() => {
  const root = document.documentElement
  let kept = {}
  try {
    kept = JSON.parse(localStorage.getItem('${KEY}') ?? '{}')
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const systemIsDark = matchMedia('${DARK}').matches
  const isDark = kept.theme === 'dark' || (kept.theme !== 'light' && systemIsDark)
  root.dataset.theme = isDark ? 'dark' : 'light'
  root.dataset.text = kept.text === 'large' ? 'large' : 'normal'
  root.dataset.density = kept.density === 'roomy' ? 'roomy' : 'compact'
  root.lang = kept.locale === 'en' ? 'en' : 'zh-CN'
})()
`
