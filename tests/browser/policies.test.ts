import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPolicies, violated, type Wanted } from '../../helpers/page/content-policy.ts'
import { startChromium } from './support/chromium.ts'
import { serveSite } from './support/site.ts'

const APP = 'app.smoke.example'
const API = 'api.smoke.example'
const CDN = 'cdn.smoke.example'

/** What the page of the test loads and calls. */
const WANTED: readonly (Wanted & { readonly attributes?: string })[] = [
  { as: 'script', url: `https://${APP}/js/own.js` },
  { as: 'script', url: `https://${CDN}/js/cdn.js` },
  { as: 'script', url: `https://${CDN}/js/nonce.js`, nonce: 'abc' },
  { as: 'module', url: `https://${APP}/js/module.js` },
  { as: 'style', url: `https://${APP}/css/own.css` },
  { as: 'style', url: `https://${CDN}/css/cdn.css` },
  { as: 'call', url: `https://${APP}/api` },
  { as: 'call', url: `https://${API}/api` },
  { as: 'call', url: `https://${API}/v2/api` },
  { as: 'call', url: `http://${API}/api` },
  { as: 'call', url: `ws://${APP}/ws` },
  { as: 'call', url: `ws://${API}/ws` },
  { as: 'call', url: `wss://${APP}/ws` },
  { as: 'call', url: `wss://${API}/ws` },
  { as: 'call', url: `https://alt.smoke.example:8443/api` },
]

/** Source expressions, one or several; each stands in every directive of the test. */
const SOURCES = [
  "'self'",
  "'none'",
  '*',
  'https:',
  'http:',
  'wss:',
  'ws:',
  'https: wss:',
  "'SELF'",
  'self',
  API,
  `https://${API}`,
  `http://${API}`,
  `HTTPS://${API.toUpperCase()}`,
  `wss://${API}`,
  `ws://${API}`,
  `https://${API}/`,
  `https://${API}/api`,
  `https://${API}/api/`,
  `https://${API}/v2/`,
  `https://${API}/API`,
  `https://${API}:443`,
  `https://${API}:80`,
  `http://${API}:80`,
  `http://${API}:443`,
  `${API}:443`,
  `${API}:80`,
  `${API}:*`,
  `${API}:8443`,
  `https://${API}:*`,
  '*:443',
  '*:*',
  '*.smoke.example',
  'https://*.smoke.example',
  '*.example',
  `*.${API}`,
  'smoke.example',
  'https://*',
  'https://*:*',
  `https://${API}?x`,
  `https://${API}/api?x`,
  `"${API}"`,
  `'${API}'`,
  `//${API}`,
  `https://${API}, 'self'`,
  `https://${API}; 'self'`,
  "'nonce-abc'",
  "'nonce-abc' 'self'",
  "'nonce-ABC'",
  "'nonce-abc' 'strict-dynamic'",
  "'strict-dynamic'",
  "'unsafe-inline'",
  "'unsafe-inline' 'self'",
  "'unsafe-eval'",
  'data: blob:',
  `https://${CDN}/js/`,
  `https://${CDN}/js/cdn.js`,
  `https://${CDN}/JS/`,
  `https://${CDN}/js`,
  `https://${CDN}/%6as/`,
  'undefined',
  '%API_URL%',
  '',
] as const

const DIRECTIVE_LISTS: readonly ((source: string) => string)[] = [
  (source) => `default-src ${source}`,
  (source) => `script-src ${source}; style-src ${source}; connect-src ${source}`,
  (source) =>
    `default-src *; script-src-elem ${source}; style-src-elem ${source}; connect-src ${source}`,
]

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())

const POLICIES = [
  ...SOURCES.flatMap((source) => DIRECTIVE_LISTS.map((list) => list(source))),
  "default-src 'none'; connect-src *",
  "default-src *; default-src 'none'",
  "DEFAULT-SRC 'none'",
  "default-src\t'none'",
  "script-src-attr 'none'",
  "script-src 'none'; script-src-elem *",
  "connect-src 'none' https:",
  "default-src *, connect-src 'self'",
  'default-src * , ',
  ';;;',
  "frame-ancestors 'none'; object-src 'none'",
  'default-src * ; sandbox allow-scripts',
]

test.for(['https', 'http'] as const)(
  'Chromium blocks of each policy of an %s page what we say',
  { timeout: 600_000 },
  async (scheme) => {
    const elements = WANTED.map(({ as, url, nonce }) => {
      const marks = nonce === undefined ? '' : `nonce="${nonce}"`
      if (as === 'style') return `<link rel=stylesheet href="${url}" ${marks}>`
      return as === 'call'
        ? ''
        : `<script ${as === 'module' ? 'type=module' : ''} src="${url}" ${marks}></script>`
    })
    const open = { headers: { 'access-control-allow-origin': '*' } }
    const served = await serveSite({
      ...Object.fromEntries(
        POLICIES.map((policy, at) => [
          `${APP}/page-${at}`,
          {
            headers: { 'content-security-policy': policy },
            body: `<!doctype html><title>x</title>${elements.join('')}`,
          },
        ]),
      ),
      [`${APP}/*`]: open,
      [`${API}/*`]: open,
      [`${CDN}/*`]: open,
      'alt.smoke.example:8443/*': open,
    })
    const context = await browser.newContext({
      proxy: { server: served.names.env.HTTPS_PROXY ?? '' },
    })
    try {
      await context.addInitScript(`self.blocked = []; addEventListener('securitypolicyviolation',
      ({ disposition, blockedURI }) => { if (disposition === 'enforce') blocked.push(blockedURI) }, true)`)
      const strays: string[] = []
      const left = [...POLICIES.entries()]
      const work = async () => {
        const page = await context.newPage()
        for (let next = left.pop(); next !== undefined; next = left.pop())
          strays.push(...(await judged(page, scheme, next)))
      }
      await Promise.all([work(), work(), work(), work()])
      expect(strays.sort()).toEqual([])
    } finally {
      await context.close()
      await served.close()
    }
  },
)

async function judged(
  page: Page,
  scheme: 'http' | 'https',
  [at, policy]: readonly [number, string],
): Promise<readonly string[]> {
  const url = `${scheme}://${APP}/page-${at}`
  await page.goto(url)
  const blocked = await page.evaluate<readonly string[]>(`(async () => {
    await Promise.all(${JSON.stringify(CALLS)}.map((url) => url.startsWith('ws')
      ? new Promise((done) => { try { new WebSocket(url).onerror = done } catch { done() } })
      : fetch(url).catch(() => {})))
    // The events come after what they are about.
    await new Promise((done) => setTimeout(done, 50))
    return blocked
  })()`)
  return WANTED.flatMap((wanted) => {
    const chromium = blocked.includes(wanted.url) ? 'blocks' : 'allows'
    const ours = readPolicies(policy).some((one) => violated(one, wanted, url) !== undefined)
      ? 'blocks'
      : 'allows'
    return ours === chromium ? [] : [`${policy} | ${wanted.as} ${wanted.url}: Chromium ${chromium}`]
  })
}

const CALLS = WANTED.filter(({ as }) => as === 'call').map((one) => one.url)
