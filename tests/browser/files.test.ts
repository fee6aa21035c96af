import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whyNotLoaded } from '../../helpers/diagnosis/judges/page/why-not-loaded.ts'
import { createHttpClient } from '../../helpers/http/http-client.ts'
import { readPage } from '../../helpers/page/read-page.ts'
import { loadPage } from '../../helpers/session/page-files.ts'
import { startChromium } from './support/chromium.ts'
import { type Served, serveSite } from './support/site.ts'

const APP = 'app.smoke.example'
const CDN = 'cdn.smoke.example'
const PAGE = `https://${APP}/`

/** Types that servers send for scripts and styles, for what stands in their place, and by mistake. */
const TYPES = [
  '',
  'text/javascript',
  'application/x-javascript',
  'text/jscript',
  'TEXT/JavaScript;charset=utf-8',
  'text/plain',
  'text/css',
  'text/html',
  'application/json',
  'application/xml',
  'application/octet-stream',
  'image/png',
  'image/svg+xml',
  'text/csv',
  'audio/mpeg',
  'video/mp2t',
  'application/x-unknown',
  'text/html, text/javascript',
  'text/javascript, text/html',
  'text/css, text/html',
  'text/html, text/css',
  'javascript',
  '*/*',
  'text/',
] as const

/** What a page may name, and the answer to the request for it. */
interface Named {
  /** A word for the row. */
  readonly row: string
  readonly as: 'script' | 'module' | 'style'
  readonly host: string
  readonly headers: Readonly<Record<string, string>>
  readonly attributes?: string
  /** In place of what sets the mark by which the test sees that it is used. */
  readonly body?: string
}

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())

describe('Chromium uses a file of a page exactly if no finding says otherwise', () => {
  const everywhere = [APP, CDN].flatMap((host) =>
    (['script', 'module', 'style'] as const).map((as) => ({ host, as })),
  )

  test.for(everywhere)('$as of $host, by its type', async ({ as, host }) => {
    const rows = ['', 'nosniff', 'NoSniff, nosniff'].flatMap((sniff) =>
      TYPES.map((type) => ({
        row: `${type} ${sniff}`,
        as,
        host,
        headers: {
          'content-type': type,
          'x-content-type-options': sniff,
          'access-control-allow-origin': '*',
        },
      })),
    )
    expect(await disagreements(rows)).toEqual([])
  })

  test.for(everywhere)('$as of $host, by the headers that share it', async ({ as, host }) => {
    const rows = ['', '*', `https://${APP}`, `https://${APP}/`, 'null', '*, *'].flatMap((allowed) =>
      ['', 'true'].flatMap((credentials) =>
        ['', 'crossorigin', 'crossorigin=use-credentials'].map((attributes) => ({
          row: `${attributes}: ${allowed} ${credentials}`,
          as,
          host,
          attributes,
          headers: {
            'content-type': as === 'style' ? 'text/css' : 'text/javascript',
            'access-control-allow-origin': allowed,
            'access-control-allow-credentials': credentials,
          },
        })),
      ),
    )
    expect(await disagreements(rows)).toEqual([])
  })
})

/** Files of one page at most: the product reads no more. */
const A_PAGE = 40

async function disagreements(all: readonly Named[]): Promise<readonly string[]> {
  const found: string[] = []
  for (let at = 0; at < all.length; at += A_PAGE)
    found.push(...(await onOnePage(all.slice(at, at + A_PAGE))))
  return found
}

async function onOnePage(rows: readonly Named[]): Promise<readonly string[]> {
  const files = rows.map((row, at) => ({ ...row, at, url: `https://${row.host}/${row.as}-${at}` }))
  const html = `<!doctype html><title>files</title><script>self.ran = {}</script>
    ${files.map(elementOf).join('\n')}<p>text</p>`
  const served = await serveSite({
    [`${APP}/`]: { body: html },
    ...Object.fromEntries(
      files.map(({ as, at, url, headers, body = markOf(as, at) }) => [
        url.slice('https://'.length),
        { headers, body },
      ]),
    ),
  })
  try {
    const used = await usedByChromium(served)
    const judged = await judgedByUs(served, html)
    return files.flatMap(({ row, as, at, url }) => {
      const chromium = used.includes(`${as}-${at}`) ? 'uses it' : 'does not use it'
      const why = judged.get(url)
      const agrees = (why === undefined) === (chromium === 'uses it')
      return agrees ? [] : [`${row}: Chromium ${chromium}, we say: ${why ?? 'used'}`]
    })
  } finally {
    await served.close()
  }
}

function elementOf({
  as,
  url,
  attributes = '',
}: {
  readonly as: Named['as']
  readonly url: string
  readonly attributes?: string
}): string {
  return as === 'style'
    ? `<link rel="stylesheet" href="${url}" ${attributes}>`
    : `<script ${as === 'module' ? 'type="module"' : ''} src="${url}" ${attributes}></script>`
}

function markOf(as: Named['as'], at: number): string {
  return as === 'style' ? `:root { --style-${at}: 1 }` : `self.ran["${as}-${at}"] = 1`
}

/** The marks that the files left, once the page and all that it names are loaded. */
async function usedByChromium({ names }: Served): Promise<readonly string[]> {
  const context = await browser.newContext({ proxy: { server: names.env.HTTPS_PROXY ?? '' } })
  try {
    const page = await context.newPage()
    await page.goto(PAGE)
    return await page.evaluate<readonly string[]>(`[...Object.keys(ran),
      ...Array.from({ length: ${A_PAGE} }, (_, at) => 'style-' + at)
        .filter((name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name) !== '')]`)
  } finally {
    await context.close()
  }
}

/** Why a file is not used, by its address. */
async function judgedByUs(
  { names, authority }: Served,
  html: string,
): Promise<ReadonlyMap<string, string | undefined>> {
  const client = createHttpClient({
    timeoutMs: 10_000,
    userAgent: 'test',
    processEnv: names.env,
    extraCa: authority,
  })
  const answer = await client.ask({ method: 'GET', url: PAGE })
  if (answer.kind === 'no-answer') throw new Error(answer.detail)
  const { mode, ...parts } = await readPage(html, PAGE)
  const loaded = await loadPage(
    answer,
    { mode, ...parts },
    {
      hosts: [],
      ask: (url, options) => client.ask({ method: 'GET', url, ...options }),
    },
  )
  await client.close()
  return new Map(
    loaded.files.map((file) => [file.file.url, whyNotLoaded(file, { url: PAGE, mode })]),
  )
}
