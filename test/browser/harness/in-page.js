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

  const goTo = (path) => {
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate'))
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

  const axeFindings = async () => {
    const how = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] }
    const { violations } = await globalThis.axe.run(document, how)
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

  return { isSettled, goTo, texts, axeFindings, sideways, disabledInSilence, rows, links }
})()
