import { expect, test } from 'vitest'
import { type AppearanceWindow, openAppearance } from './index.ts'

/** A window with a storage of one string, a system that may be dark, and a printer. */
function windowWith(kept: string | null, { isDark = false, lang = 'zh-CN' } = {}) {
  const acts = new Map<string, () => void>()
  const root = { lang, dataset: {} as Record<string, string | undefined> }
  const system = { matches: isDark, addEventListener: (name: string, act: () => void) => void acts.set(name, act) }
  const stored = { text: kept }
  const window: AppearanceWindow = {
    document: { documentElement: root },
    localStorage: { getItem: () => stored.text, setItem: (_key, text) => Object.assign(stored, { text }) },
    matchMedia: () => system,
    addEventListener: (name, act) => void acts.set(name, act),
  }
  return { window, root, stored, system, happens: (name: string) => acts.get(name)?.() }
}

test('[D10] what was chosen is kept and shown on the root, and whoever watches is told', () => {
  const { window, root, stored } = windowWith(null)
  const appearance = openAppearance(window)
  const seen: string[] = []
  const stop = appearance.watch(() => seen.push(appearance.now().theme))
  appearance.set({ theme: 'dark', locale: 'en', text: 'large' })
  expect(root).toEqual({ lang: 'en', dataset: { theme: 'dark', text: 'large', density: 'compact' } })
  expect(JSON.parse(stored.text!)).toEqual({ theme: 'dark', text: 'large', density: 'compact', locale: 'en' })
  stop()
  appearance.set({ theme: 'light' })
  expect(seen).toEqual(['dark'])
})

test('[D10] what was kept comes back; what cannot be read is as nothing', () => {
  expect(openAppearance(windowWith('{"theme":"dark"}').window).now()).toMatchObject({ theme: 'dark', isDark: true })
  expect(openAppearance(windowWith('no json', { lang: 'en' }).window).now()).toMatchObject({
    theme: 'system',
    locale: 'en',
  })
})

test('[D10] what another window of the browser keeps holds here too', () => {
  const { window, root, stored, happens } = windowWith('{"theme":"dark"}')
  const appearance = openAppearance(window)
  const seen: string[] = []
  appearance.watch(() => seen.push(appearance.now().locale))
  stored.text = '{"theme":"light","locale":"en"}'
  happens('storage')
  expect([root.dataset.theme, root.lang, seen]).toEqual(['light', 'en', ['en']])
})

test('[D11] the system decides where the reader did not, also when it changes', () => {
  const { window, root, system, happens } = windowWith(null)
  const appearance = openAppearance(window)
  expect(appearance.now().isDark).toBe(false)
  system.matches = true
  happens('change')
  expect([appearance.now().isDark, root.dataset.theme]).toEqual([true, 'dark'])
})

test('[D11] paper is light, and the screen dark again afterwards', () => {
  const { window, root, happens } = windowWith('{"theme":"dark"}')
  const appearance = openAppearance(window)
  happens('beforeprint')
  expect([appearance.now().isOnPaper, root.dataset.theme]).toEqual([true, 'light'])
  happens('afterprint')
  expect([appearance.now().isOnPaper, root.dataset.theme]).toEqual([false, 'dark'])
})
