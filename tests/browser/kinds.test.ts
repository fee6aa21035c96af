import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CALLS } from './kinds/calls.ts'
import { FILES } from './kinds/files.ts'
import { HEALTHY } from './kinds/healthy.ts'
import { POLICIES } from './kinds/policies.ts'
import { askProduct } from './support/ask-product.ts'
import { startChromium } from './support/chromium.ts'
import { API, APP, type Kind } from './support/kind.ts'
import { type Served, serveSite } from './support/site.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())

describe.for([
  ['healthy pages', HEALTHY],
  ['files', FILES],
  ['policies', POLICIES],
  ['calls', CALLS],
] as const)('%s', ([, kinds]) => {
  test.for(kinds)('a page $title: $chromium in Chromium, and so we say', async (kind) => {
    const served = await serveSite(kind.site)
    try {
      const asked = { app: `https://${APP}`, api: `https://${API}`, ...kind.asked }
      const said = await askProduct(served, asked)
      const seen = await openedIn(browser, served, asked.app)
      expect({ chromium: seen, says: said.map(codeOf) }, said.join('\n')).toEqual({
        chromium: kind.chromium === 'dead' ? 'dead' : 'runs',
        says: expected(kind),
      })
    } finally {
      await served.close()
    }
  })
})

function expected({ chromium, says }: Kind): readonly string[] {
  if (says === undefined) return []
  return [chromium === 'hurt' ? `warning ${says}` : says]
}

function codeOf(line: string): string {
  return line.split(':')[0] ?? line
}

/** Milliseconds in which a page that is well shows what it called for. */
const SHOWN_MS = 2_500

/** Whether the page shows what its script called for. */
async function openedIn(
  browser: Browser,
  { names }: Served,
  url: string,
): Promise<'runs' | 'dead'> {
  const context = await browser.newContext({ proxy: { server: names.env.HTTPS_PROXY ?? '' } })
  try {
    const page = await context.newPage()
    await page.goto(url, { waitUntil: 'load' })
    return await page
      .waitForFunction('document.body?.dataset.items === "2"', undefined, { timeout: SHOWN_MS })
      .then(() => 'runs' as const)
      .catch(() => 'dead' as const)
  } finally {
    await context.close()
  }
}
