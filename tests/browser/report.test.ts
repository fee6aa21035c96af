import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { renderHtml } from '../../helpers/report/html/render-html.ts'
import { blocked, green, interrupted, red, warned } from '../report/records/examples.ts'
import { hostile } from '../report/records/hostile.ts'
import { large } from '../report/records/large.ts'
import { notRun } from '../report/records/not-run.ts'
import { startChromium } from './support/chromium.ts'

const RECORDS: readonly (readonly [string, RunRecord])[] = [
  ['green', green],
  ['warned', warned],
  ['red', red],
  ['blocked', blocked],
  ['interrupted', interrupted],
  ['not run', notRun],
  ['hostile', hostile],
]

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

let browser: Browser
let folder: string
beforeAll(async () => {
  browser = await startChromium()
  folder = await mkdtemp(join(tmpdir(), 'smoke-report-'))
})
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

/** The page of a record as a file, as it is opened from an artifact. Fails the test if it asks for anything or complains. */
async function open(record: RunRecord, options: BrowserContextOptions = {}): Promise<Page> {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.html`)
  await writeFile(file, renderHtml(record))
  const context = await browser.newContext({ viewport: DESKTOP, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('dialog', (dialog) => complaints.push(`a dialog: ${dialog.message()}`))
  page.on('request', (request) => complaints.push(`a request: ${request.url().slice(0, 200)}`))
  await page.goto(pathToFileURL(file).href)
  onTestFinished(async () => {
    await context.close()
    expect(complaints.filter((text) => !text.startsWith(`a request: file://${folder}`))).toEqual([])
  })
  return page
}

/** What axe finds wrong, with the element. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(`axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`)
}

async function shownRows(page: Page): Promise<readonly string[]> {
  const texts = await page.locator('.checks > li:visible .title').allInnerTexts()
  return texts.map((text) => text.replaceAll(/\s+/g, ' '))
}

describe.each(RECORDS)('the page of a run that is %s', (_, record) => {
  test.each([
    ['light', DESKTOP],
    ['dark', DESKTOP],
    ['light', PHONE],
    ['dark', PHONE],
  ] as const)('is well-made for everybody, %s, %o', async (colorScheme, viewport) => {
    const page = await open(record, { colorScheme, viewport })
    await page.evaluate(`for (const it of document.querySelectorAll('details')) it.open = true`)
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      viewport.width,
    )
  })

  test('holds everything without its script', async () => {
    const plain = await open(record, { javaScriptEnabled: false })
    expect(await plain.locator('.checks > li').count()).toBe(record.checks.length)
    expect(await plain.locator('form').isVisible()).toBe(false)
  })
})

describe('by keyboard', () => {
  test('checks are searched, and filtered by result, suite and service', async () => {
    const page = await open(blocked)
    const total = blocked.checks.length
    const status = page.getByRole('status')
    await page.keyboard.press('/')
    await page.keyboard.type('welcome')
    expect(await shownRows(page)).toEqual([expect.stringContaining('backend sends a welcome')])
    expect(await status.textContent()).toBe(`1 of ${total} shown`)
    await page.keyboard.press('Escape')
    expect(await status.textContent()).toBe(`${total} of ${total} shown`)

    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.name')).toBe('status')
    for (const box of await page.locator('[name=status]').all()) {
      if ((await box.getAttribute('value')) !== 'blocked') await page.keyboard.press('Space')
      await page.keyboard.press('Tab')
    }
    expect(await page.locator('.checks > li:visible').count()).toBe(
      blocked.checks.filter((check) => check.status === 'blocked').length,
    )
    await page.keyboard.type('websocket')
    expect(await status.textContent()).toBe(`4 of ${total} shown`)
  })

  test('the row of a check opens, and shows what was found', async () => {
    const page = await open(red)
    const row = page.locator('.checks summary').first()
    await row.focus()
    await page.keyboard.press('Enter')
    expect(await page.locator('.checks details[open] .inside').first().textContent()).toContain(
      'expected',
    )
  })
})

test('a command is copied as it is', async () => {
  const record = {
    ...red,
    rootCauses: red.rootCauses.map((cause) => ({
      ...cause,
      findings: cause.findings.map((one) => ({ ...one, curl: 'curl -i https://a/"b"' })),
    })),
  }
  const page = await open(record, { permissions: ['clipboard-read', 'clipboard-write'] })
  await page.locator('.command button').first().click()
  await page.locator('.command button', { hasText: 'Copied' }).first().waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe('curl -i https://a/"b"')
})

test('a link to a root cause that stands closed opens it', async () => {
  const [cause] = red.rootCauses
  if (cause === undefined) throw new Error('the record has no root cause')
  const page = await open({ ...red, rootCauses: [cause, cause, cause] })
  await page.locator('.index a').nth(2).click()
  expect(await page.locator('#cause-3').getAttribute('open')).not.toBeNull()
})

describe('a thousand checks and three thousand requests', () => {
  test('open in less than a second of work', async () => {
    const page = await open(large)
    const session = await page.context().newCDPSession(page)
    // By the clock of the thread: a machine that is busy with other work says nothing about the page.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.reload()
    const { metrics } = await session.send('Performance.getMetrics')
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThan(1)
  })

  test('are searched as one types', async () => {
    const page = await open(large)
    await page.getByRole('searchbox').fill('things/777 ')
    const took = await page.evaluate(`(() => {
      const box = document.querySelector('[name=text]')
      const from = performance.now()
      box.dispatchEvent(new Event('input', { bubbles: true }))
      return performance.now() - from
    })()`)
    expect(took).toBeLessThan(200)
    expect(await shownRows(page)).toEqual([expect.stringContaining('/api/things/777')])
  })

  test('are written in less than 150 ms', () => {
    renderHtml(large)
    const from = process.cpuUsage()
    renderHtml(large)
    const { user, system } = process.cpuUsage(from)
    expect((user + system) / 1_000).toBeLessThan(150)
  })
})
