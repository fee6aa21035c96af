import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askProduct } from './support/ask-product.ts'
import { startChromium } from './support/chromium.ts'
import { API, APP, ITEMS } from './support/kind.ts'
import { filesBelow, packed } from './support/packed.ts'
import { shown } from './support/shown.ts'
import { type Reply, type Site, serveSite } from './support/site.ts'

/** A single-page app as its package ships it. */
interface App {
  readonly pin: string
  /** The folder of the package that is served. */
  readonly folder: string
  /** Where the package has a template or no page: what a server makes of it. */
  readonly page?: (files: Readonly<Record<string, Reply>>) => string
  readonly more?: Site
  /** What people see in it. */
  readonly shows: RegExp
}

const SPEC = `https://${API}/openapi.json`
const shell = (html: string) => () =>
  `<!doctype html><html><head><meta charset="utf-8"><title>Docs</title></head><body>${html}</body></html>`

const APPS: readonly App[] = [
  {
    pin: 'swagger-ui-dist@5.35.0',
    folder: '.',
    more: {
      [`${APP}/swagger-initializer.js`]: {
        body: `window.onload = () => { window.ui = SwaggerUIBundle({ url: "${SPEC}", dom_id: "#swagger-ui" }) }`,
      },
    },
    shows: /Items API/,
  },
  {
    pin: 'redoc@2.5.4',
    folder: 'bundles',
    page: shell(`<redoc spec-url="${SPEC}"></redoc><script src="/redoc.standalone.js"></script>`),
    shows: /Items API/,
  },
  {
    pin: '@scalar/api-reference@1.46.4',
    folder: 'dist/browser',
    page: shell(
      `<div id="app"></div><script src="/standalone.js"></script><script>Scalar.createApiReference("#app", { url: "${SPEC}" })</script>`,
    ),
    shows: /Items API/,
  },
  {
    pin: 'rapidoc@9.3.8',
    folder: 'dist',
    page: shell(
      `<rapi-doc spec-url="${SPEC}"></rapi-doc><script type="module" src="/rapidoc-min.js"></script>`,
    ),
    shows: /Items API/,
  },
  {
    pin: 'altair-static@8.5.9',
    folder: 'build/dist',
    page: (files) =>
      String(files['/index.html']?.body).replace(
        '</body>',
        `<script>addEventListener("DOMContentLoaded", () => AltairGraphQL.init({ endpointURL: "https://${API}/graphql" }))</script></body>`,
      ),
    shows: /Send Request|Add new query|Docs/i,
  },
  {
    pin: '@bull-board/ui@9.10.2',
    folder: 'dist',
    page: (files) =>
      String(files['/index.ejs']?.body)
        .replace('<%= basePath %>', '/')
        .replace('<%- uiConfig %>', '{}')
        .replaceAll(/<%= \w+ %>/g, 'Queues'),
    more: { 'fonts.googleapis.com/css2': { headers: { 'content-type': 'text/css' }, body: '' } },
    shows: /queue|dashboard/i,
  },
  {
    pin: '@vitest/ui@5.1.2',
    folder: 'dist/client',
    more: { 'fonts.googleapis.com/css2': { headers: { 'content-type': 'text/css' }, body: '' } },
    shows: /./,
  },
]

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
})
afterAll(() => browser?.close())

describe('apps as their packages ship them', () => {
  test.for(APPS)(
    '$pin shows itself in Chromium, and there is nothing to say of it',
    async (app) => {
      const files = await filesBelow(join(await packed(app.pin), app.folder))
      const page = app.page?.(files) ?? String(files['/index.html']?.body)
      const served = await serveSite({
        ...Object.fromEntries(
          Object.entries(files).map(([path, reply]) => [`${APP}${path}`, reply]),
        ),
        [`${APP}/`]: { headers: { 'content-type': 'text/html; charset=utf-8' }, body: page },
        [`${APP}/health`]: { body: 'ok' },
        [`${API}/health`]: { body: 'ok' },
        [`${API}/items`]: ITEMS,
        [`${API}/openapi.json`]: { ...ITEMS, body: JSON.stringify(OPENAPI) },
        ...app.more,
      })
      try {
        const said = await askProduct(served, { app: `https://${APP}`, api: `https://${API}` })
        expect(said).toEqual([])
        const context = await browser.newContext({
          proxy: { server: served.names.env.HTTPS_PROXY ?? '' },
        })
        const tab = await context.newPage()
        await tab.goto(`https://${APP}/`)
        expect(await shown(tab, app.shows)).toBe('shown')
        await context.close()
      } finally {
        await served.close()
      }
    },
  )
})

const OPENAPI = {
  openapi: '3.0.3',
  info: { title: 'Items API', version: '1' },
  paths: { '/items': { get: { responses: { 200: { description: 'the items' } } } } },
}
