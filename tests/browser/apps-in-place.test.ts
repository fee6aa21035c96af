import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Interceptor } from '../../reference/http/exchange.ts'
import { when, withHeaders } from '../../reference/http/layers.ts'
import { deployInPublic, HOSTS } from '../support/deploy-in-public.ts'
import { extraFault, forgetExtraFaults } from '../support/extra-fault.ts'
import { startChromium } from './support/chromium.ts'
import { packed } from './support/packed.ts'
import { shown } from './support/shown.ts'
import { typeOf } from './support/site.ts'

/** A built single-page app that a package ships. */
interface App {
  readonly pin: string
  readonly framework: string
  /** The folder of the package that is served. */
  readonly folder: string
  /** The script with which it starts, and one that it loads when it needs it. */
  readonly entry: string
  readonly lazy: string
  /** What people see in it. */
  readonly shows: RegExp
}

const APPS: readonly App[] = [
  {
    pin: '@actual-app/web@26.9.0',
    framework: 'React',
    folder: 'build',
    entry: '/static/js/index.Biq-Yl60.js',
    lazy: '/static/js/narrow.C9RhhcTw.chunk.js',
    shows: /Initializing the connection to the local database/,
  },
  {
    pin: '@directus/app@18.0.0',
    framework: 'Vue',
    folder: 'dist',
    entry: '/assets/index.C-0VwI5j.entry.js',
    lazy: '/assets/af-C9Fl3YeW.js',
    shows: /Unexpected Error/,
  },
  {
    pin: '@signalk/freeboard-sk@3.1.1',
    framework: 'Angular',
    folder: 'public',
    entry: '/main-QZHUBX6D.js',
    lazy: '/chunk-O6UXXKK5.js',
    shows: /layers/,
  },
  {
    pin: '@eslint/config-inspector@3.5.0',
    framework: 'Nuxt',
    folder: 'dist/public',
    entry: '/_nuxt/C7R2_qzv.js',
    lazy: '/_nuxt/4JqVEhOG.js',
    shows: /Loading config/,
  },
]

/** Paths of the frontend at which the app answers with its page, as the servers of such apps do. */
const PAGES = ['/', '/login', '/chat']

/** Serves the files of an app in place of the frontend's own; its health routes stay. */
const appOf = ({ pin, folder }: App): Interceptor => {
  const root = packed(pin)
  return async (asked, next) => {
    if (asked.method !== 'GET' && asked.method !== 'HEAD') return next(asked)
    const path = PAGES.includes(asked.path) ? '/index.html' : asked.path
    const file = join(await root, folder, decodeURIComponent(path))
    const bytes = await readFile(file).catch(() => undefined)
    return bytes === undefined ? next(asked) : fileAnswer(path, bytes)
  }
}

function fileAnswer(path: string, bytes: Buffer): Answer {
  return {
    status: 200,
    headers: { 'content-type': typeOf(path), 'content-length': String(bytes.length) },
    body: '',
    stream: { pieces: [{ bytes, afterMs: 0 }], end: 'complete' },
  }
}

interface Broken {
  readonly fault: string
  readonly by: (app: App) => Interceptor
  readonly says: RegExp
  /** What the browser can no longer do. */
  readonly inChromium: (page: Page, app: App) => Promise<unknown>
}

const showsNothing = async (page: Page, { shows }: App) =>
  expect(await shown(page, shows, 2_000)).not.toBe('shown')

const BROKEN: readonly Broken[] = [
  {
    fault: 'its script is plain text, and may not be guessed',
    by: ({ entry }) =>
      when(
        `GET HEAD ${entry}`,
        withHeaders({ 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' }),
      ),
    says: /^FAIL {2}\S+ is broken: frontend\.asset-missing \(frontend\)/m,
    inChromium: showsNothing,
  },
  {
    fault: 'its policy forbids the API',
    by: () =>
      when(
        'GET HEAD /',
        withHeaders({
          'content-security-policy': "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
        }),
      ),
    says: /^FAIL {2}\S+ is broken: frontend\.blocked \(frontend\)/m,
    inChromium: async (page) => expect(await calls(page)).toBe('refused'),
  },
  {
    fault: 'a chunk that it loads later is gone',
    by: ({ lazy }) =>
      when(`GET HEAD ${lazy}`, (): Answer => ({ status: 404, headers: {}, body: 'not found' })),
    says: /^FAIL {2}\S+ is broken: frontend\.asset-missing \(frontend\)/m,
    inChromium: async (page, { lazy }) => expect(await imports(page, lazy)).toBe('refused'),
  },
]

const calls = (page: Page) =>
  page.evaluate(
    `fetch('https://${HOSTS.backend}/api/threads', { headers: { authorization: 'Bearer x' } }).then(({ status }) => status, () => 'refused')`,
  )
const imports = (page: Page, path: string) =>
  page.evaluate(`import('${path}').then(() => 'loaded', () => 'refused')`)

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())
afterAll(forgetExtraFaults)

describe.for(APPS)('$pin ($framework) in place of the frontend', (app) => {
  test('is green without a finding, and well in Chromium', async () => {
    await deployed(app, undefined, async ({ stdout, exitCode, findings }, page) => {
      expect(findings, stdout).toEqual([])
      expect(exitCode).toBe(0)
      expect(await shown(page, app.shows)).toBe('shown')
      expect(await calls(page)).toBe(401)
      expect(await imports(page, app.lazy)).toBe('loaded')
    })
  })

  test.for(BROKEN)('is red where $fault', async ({ by, says, inChromium }) => {
    await deployed(app, by(app), async ({ stdout, exitCode, findings }, page) => {
      expect(stdout).toMatch(says)
      expect(findings).toHaveLength(1)
      expect(exitCode).toBe(1)
      await inChromium(page, app)
    })
  })
})

interface Ran {
  readonly exitCode: number | null
  readonly stdout: string
  /** Causes and warnings. */
  readonly findings: readonly string[]
}

/** The app in place of the frontend, beside the auth and backend of the reference, by https under public names. */
async function deployed(
  app: App,
  broken: Interceptor | undefined,
  look: (ran: Ran, page: Page) => Promise<void>,
): Promise<void> {
  const fault = extraFault('an-app-in-place', ({ frontend }) => {
    if (broken !== undefined) frontend.edge.push(broken)
    frontend.edge.push(appOf(app))
  })
  const deployment = await deployInPublic('staging', { faults: [fault] })
  const context = await browser.newContext({
    proxy: { server: deployment.names.env.HTTPS_PROXY ?? '' },
  })
  try {
    const { exitCode, stdout, reports } = await deployment.run()
    const { rootCauses, warnings } = reports.ctrf.results.extra
    const findings = [...rootCauses, ...warnings].map(({ code, service }) => `${code} (${service})`)
    const page = await context.newPage()
    await page.goto(`https://${HOSTS.frontend}/`)
    await look({ exitCode, stdout, findings }, page)
  } finally {
    await context.close()
    await deployment.close()
  }
}
