// Runs before the first paint, so that a dark page never flashes white. Mirrors src/theme/appearance.ts.
;(() => {
  const root = document.documentElement
  let kept = {}
  try {
    kept = JSON.parse(localStorage.getItem('puhui.appearance') ?? '{}')
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)').matches
  const isDark = kept.theme === 'dark' || (kept.theme !== 'light' && systemIsDark)
  root.dataset.theme = isDark ? 'dark' : 'light'
  root.dataset.text = kept.text === 'large' ? 'large' : 'normal'
  root.dataset.density = kept.density === 'roomy' ? 'roomy' : 'compact'
  root.lang = kept.locale === 'en' ? 'en' : 'zh-CN'
})()
