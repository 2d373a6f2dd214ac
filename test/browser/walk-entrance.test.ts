import { gzipSync } from 'node:zlib'
import type { Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, sidewaysAt } from './harness/look.ts'
import { load, settled } from './harness/pages.ts'
import { looks, openWalker, problemsOn, type Walker } from './harness/walk.ts'

let walker: Walker

beforeAll(async () => {
  walker = await openWalker()
})

afterAll(() => walker?.close())

describe('the sign-in page', () => {
  test('[UX-3] shows the role cards, and one click enters', async () => {
    await walker.inVisit({}, async (seen) => {
      await load(seen.page, '/login')
      expect(await seen.page.locator('.role-card').count()).toBeGreaterThanOrEqual(8)
      await seen.page.locator('[data-role=underwriter]').first().click()
      await seen.page.waitForURL((url) => url.pathname !== '/login')
      await settled(seen.page)
      expect(await seen.page.locator('[data-part=menu] a').count()).toBeGreaterThan(2)
    })
  })

  test('[UX-51] loads no more than 450 KB of scripts, compressed', async () => {
    expect(await scriptBytes('/login')).toBeLessThanOrEqual(450 * 1024)
  })

  test('[UX-51] mobile web loads no more than 200 KB of scripts, compressed', async () => {
    expect(await scriptBytes('/m/')).toBeLessThanOrEqual(200 * 1024)
  })
})

function scriptBytes(path: string): Promise<number> {
  return walker.inVisit({}, async ({ page }) => {
    const scripts: Response[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response)
    })
    await page.goto(path, { waitUntil: 'networkidle' })
    // Only now: a script that comes later is gone with the page before it can be read.
    const bodies = await Promise.all([...scripts].map((script) => script.body()))
    return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
  })
}

describe.each(looks)('mobile web in $language, $theme, at 375 px', (look) => {
  test.each(['/m/', '/m/in', '/m/apply', '/m/loans', '/m/me'])('[UX-43] [UX-46] [UX-48] [UX-52] %s', async (path) => {
    await walker.inVisit({ role: 'borrower', ...look, width: 375 }, async (seen) => {
      await load(seen.page, path)
      expect(await sidewaysAt(seen.page, [375])).toEqual([])
      expect(await axeFindings(seen.page)).toEqual([])
      expect(await problemsOn(seen, look.language)).toEqual([])
    })
  })
})

test('[UX-52] the console is served with a strict content security policy', async () => {
  const answer = await fetch(`${walker.url}/login`)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).not.toContain('unsafe-eval')
})
