import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Visit } from './browser.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Defines `look` in every page; see in-page.js. */
export const eyes = readFileSync(join(import.meta.dirname, 'in-page.js'), 'utf8')

/** Critical and serious findings of axe against WCAG 2.1 AA, one line each; of the whole page, or of what a selector finds. */
export async function axeFindings(page: Page, part?: string): Promise<string[]> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(axeSource)
  return page.evaluate(`look.axeFindings(${JSON.stringify(part)})`)
}

/** Chinese that is the screen's own and not somebody's name or address. */
export async function strayHan({ page, data }: Visit): Promise<string[]> {
  const known = [...data].join('\n')
  const runs = (await textsOf(page)).flatMap((text) => text.match(/\p{Script=Han}+/gu) ?? [])
  return [...new Set(runs)].filter((run) => run !== '普惠' && !known.includes(run))
}

/** Things no reader should see: keys, placeholders that were not filled, values that are none. */
export async function rawTexts({ page, data }: Visit): Promise<string[]> {
  const known = [...data].join('\n')
  const raw = /\b(?:undefined|NaN|Invalid Date)\b|\[object \w+\]|\{\w+\}|^[a-z]+(?:\.[a-zA-Z]\w*)+$/
  return [...new Set((await textsOf(page)).filter((text) => raw.test(text) && !known.includes(text)))]
}

function textsOf(page: Page): Promise<string[]> {
  return page.evaluate('look.texts()')
}

/** Widths at which the page itself scrolls sideways. */
export async function sidewaysAt(page: Page, widths: readonly number[]): Promise<string[]> {
  const found: string[] = []
  for (const width of widths) {
    await atWidth(page, width)
    const much: string | null = await page.evaluate('look.sideways()')
    if (much) found.push(`at ${width} px ${much}`)
  }
  return found
}

/** Makes the window so wide, unless it is, and waits until the page has taken its new shape. */
export async function atWidth(page: Page, width: number): Promise<void> {
  if (page.viewportSize()?.width === width) return
  await page.setViewportSize({ width, height: 900 })
  await page.waitForTimeout(100)
}

/** Buttons that cannot be pressed and do not say why. */
export function disabledInSilence(page: Page): Promise<string[]> {
  return page.evaluate('look.disabledInSilence()')
}

/** The rows of the tables a reader sees, as text. */
export function rowsOf(page: Page): Promise<string[]> {
  return page.evaluate('look.rows()')
}
