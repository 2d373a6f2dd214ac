// Runs inside the page, before its own scripts: the eyes of the tests. Plain JavaScript, since it is sent as text.
globalThis.look = (() => {
  const exempt = 'script, style, code, pre, [lang|=zh]:not(html), [data-part=language]'
  const fieldParts = '.ant-pagination, .ant-picker, .ant-select, .ant-input-number, .ant-upload, .ant-segmented'

  const seen = (element) => element.checkVisibility({ visibilityProperty: true })

  /** The frame shows the page that the address names. */
  const hasArrived = () => {
    const content = document.querySelector('[data-part=content]')
    return content === null || content.dataset.path === location.pathname
  }

  /** The language was chosen and every part of the page has come. */
  const isSettled = () =>
    hasArrived() &&
    document.querySelector('[data-part=content], [data-part=forbidden], [data-role], form, .screen') !== null &&
    document.querySelector('[aria-busy=true], .ant-skeleton, .ant-spin-spinning, .waiting') === null

  const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

  /** Waits until the page has settled; seen twice, since one part may begin to load when another has come. */
  const untilSettled = async (patienceMs) => {
    const until = performance.now() + patienceMs
    for (let seen = 0; seen < 2; ) {
      await after(30)
      seen = isSettled() ? seen + 1 : 0
      if (performance.now() > until) return false
    }
    return true
  }

  const goTo = (path) => {
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
  }

  /** As if another window of this browser had chosen language and theme. */
  const wear = (appearance) => {
    localStorage.setItem('puhui.appearance', JSON.stringify(appearance))
    dispatchEvent(new StorageEvent('storage', { key: 'puhui.appearance' }))
  }

  const SHELL = /^\/api\/(session|status|saved-views|notices)/
  const reach = globalThis.fetch
  let asked = []

  /** From now on the server answers the shell and no page, also after a reload. */
  const cutOff = () => sessionStorage.setItem('look.cutOff', 'yes')
  const reconnect = () => sessionStorage.removeItem('look.cutOff')

  globalThis.fetch = (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href)
    const isPages = pathname.startsWith('/api/') && !SHELL.test(pathname) && (init?.method ?? 'GET') === 'GET'
    if (!isPages || sessionStorage.getItem('look.cutOff') === null) return reach(input, init)
    asked.push(pathname)
    return Promise.reject(new TypeError('Failed to fetch'))
  }

  /** What the page asked of the server since the last call and did not get. */
  const unanswered = () => {
    const now = asked
    asked = []
    return now
  }

  const texts = () => {
    const found = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement
      if (around && !around.closest(exempt) && seen(around)) found.push(node.textContent.trim())
    }
    for (const each of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      if (each.closest(exempt)) continue
      for (const name of ['aria-label', 'title', 'placeholder']) found.push(each.getAttribute(name) ?? '')
    }
    return found.filter((text) => text !== '')
  }

  const axeFindings = async (part) => {
    // Without `preload`: it reads every style sheet anew for one rule, an experimental one that is not run.
    const how = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'], preload: false }
    const { violations } = await globalThis.axe.run(part ?? document, how)
    return violations
      .filter(({ impact }) => impact === 'critical' || impact === 'serious')
      .map(
        ({ id, impact, nodes }) =>
          `${impact} ${id}: ${nodes
            .slice(0, 3)
            .map((node) => node.target.join(' '))
            .join(' | ')}`,
      )
  }

  /** How far the page is too wide, and the innermost part that sticks out. */
  const sideways = () => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth + 1) return null
    const out = [...document.querySelectorAll('body *')].filter(
      (each) => each.getBoundingClientRect().right > clientWidth + 1,
    )
    const last = out.at(-1)
    return `${scrollWidth - clientWidth} px too wide${last ? ` at ${last.tagName.toLowerCase()}.${last.className}` : ''}`
  }

  /** Buttons that cannot be pressed and do not say why. */
  const disabledInSilence = () =>
    [...document.querySelectorAll('[data-part=content] :is(button, a)')]
      .filter((each) => each.matches(':disabled, [aria-disabled=true]') && seen(each) && !each.closest(fieldParts))
      .filter((each) => !each.matches('[aria-description], [aria-describedby], [title], [aria-busy=true]'))
      .map((each) => each.textContent.trim() || each.outerHTML.slice(0, 80))

  const rows = () =>
    [...document.querySelectorAll('[data-part=content] tbody tr')]
      .filter((row) => seen(row) && row.getAttribute('aria-hidden') !== 'true')
      .map((row) => row.textContent)

  const links = () => [...document.querySelectorAll('a[href]')].map((each) => each.getAttribute('href'))

  return {
    isSettled,
    untilSettled,
    goTo,
    wear,
    cutOff,
    reconnect,
    unanswered,
    texts,
    axeFindings,
    sideways,
    disabledInSilence,
    rows,
    links,
  }
})()
