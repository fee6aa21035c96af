import { createHash } from 'node:crypto'
import type { Asked } from './ask-product.ts'
import type { Reply, Site } from './site.ts'

export const APP = 'app.smoke.example'
export const API = 'api.smoke.example'
export const CDN = 'cdn.smoke.example'

/** One way in which a page is well or broken, for the browser and for us. */
export interface Kind {
  /** What is so: the rest of a sentence that begins with "a page". */
  readonly title: string
  /** In Chromium: `well`, its scripts run and it has what it calls; `hurt`, it runs without a part; `dead`. */
  readonly chromium: 'well' | 'hurt' | 'dead'
  /** What we say: a code, `warning` before it if it is no more; nothing for a page that is well. */
  readonly says?: string
  readonly site: Site
  readonly asked?: Partial<Asked>
}

/** The script of a page that is well: it calls the API and shows what came. */
export const CALLING = `fetch("https://${API}/items").then((answer) => answer.json())
  .then((items) => { document.body.dataset.items = items.length })`

/** It learns where the API is when it starts. */
export const LEARNING = `fetch("/config.json").then((answer) => answer.json())
  .then(({ apiUrl }) => fetch(apiUrl + "/items")).then((answer) => answer.json())
  .then((items) => { document.body.dataset.items = items.length })`

/** The value of an `integrity` attribute for a file with that text. */
export function integrityOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

export function page(
  head: string,
  headers: Readonly<Record<string, string>> = {},
  body = '<p>The items of today</p>',
): Reply {
  return {
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    body: `<!doctype html><html><head><title>Items</title>${head}</head><body>${body}</body></html>`,
  }
}

export const ITEMS: Reply = {
  headers: {
    'content-type': 'application/json',
    'access-control-allow-origin': `https://${APP}`,
    vary: 'Origin',
  },
  body: '[1,2]',
}

/** A page whose one script calls the API, with what is different. */
export function site(different: Site = {}): Site {
  return {
    [`${APP}/`]: page('<script src="/app.js" defer></script>'),
    [`${APP}/app.js`]: { body: CALLING },
    [`${APP}/health`]: { body: 'ok' },
    [`${API}/health`]: { body: 'ok' },
    [`${API}/items`]: ({ origin = '' }, method) =>
      origin === `https://${APP}` && (method === 'GET' || method === 'OPTIONS')
        ? ITEMS
        : { ...ITEMS, headers: { 'content-type': 'application/json', vary: 'Origin' } },
    ...different,
  }
}

/** A kind of which nothing may be said. */
export function well(title: string, different: Site, asked?: Kind['asked']): Kind {
  return {
    title,
    chromium: 'well',
    site: site(different),
    ...(asked !== undefined && { asked }),
  }
}

/** An app that does not work in a browser, and what a run says of it. */
export function dead(
  title: string,
  says: string,
  different: Kind['site'],
  asked?: Kind['asked'],
): Kind {
  return {
    title,
    chromium: 'dead',
    says,
    site: site(different),
    ...(asked !== undefined && { asked }),
  }
}
