import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CALLS } from './kinds/calls.ts'
import { FILES } from './kinds/files.ts'
import { HEALTHY } from './kinds/healthy.ts'
import { MODULES } from './kinds/modules.ts'
import { POLICIES } from './kinds/policies.ts'
import { askProduct } from './support/ask-product.ts'
import { startChromium } from './support/chromium.ts'
import { API, APP } from './support/kind.ts'
import { type Served, serveSite } from './support/site.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())

describe.for([
  ['healthy pages', HEALTHY],
  ['files', FILES],
  ['modules', MODULES],
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
        says: kind.says === undefined ? [] : [kind.says],
      })
    } finally {
      await served.close()
    }
  })
})

function codeOf(line: string): string {
  return line.split(':')[0] ?? line
}

/** Milliseconds in which a page that is well shows what it called for, and between two looks at it. */
const SHOWN_MS = 2_000
const LOOK_MS = 50

/** Whether the page shows what its script called for. */
async function openedIn(
  browser: Browser,
  { names }: Served,
  url: string,
): Promise<'runs' | 'dead'> {
  const context = await browser.newContext({ proxy: { server: names.env.HTTPS_PROXY ?? '' } })
  try {
    const page = await context.newPage()
    // A page that is a file to be stored is no page.
    const opened = await page.goto(url).catch(() => null)
    if (opened === null) return 'dead'
    for (let left = SHOWN_MS; left > 0; left -= LOOK_MS) {
      // A page that leads on takes the place of the one that is looked at.
      const items = await page.evaluate('document.body?.dataset.items').catch(() => undefined)
      if (items === '2') return 'runs'
      await sleep(LOOK_MS)
    }
    return 'dead'
  } finally {
    await context.close()
  }
}
