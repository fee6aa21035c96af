import type { Answer } from '../../../helpers/http/exchange.ts'
import { resolve } from '../../../helpers/page/import-map.ts'
import { readPage } from '../../../helpers/page/read-page.ts'
import type { Asker } from '../asker.ts'

/** A page that a service shows at its base URL. */
export interface SeenPage {
  /** Where it stands, below the base URL. */
  readonly path: string
  readonly title: string
  /** Hosts of the other given services that the page or its scripts name. */
  readonly hosts: readonly string[]
  /** Addresses at which its scripts open WebSockets, as they are written. */
  readonly sockets: readonly string[]
}

/** Scripts of the page that are looked at, the first ones that it names. */
const MOST_SCRIPTS = 4
const SOCKET = /new WebSocket\(\s*["'`]((?:wss?:\/\/|\/)[^"'`\s$]{1,200})["'`]/g
const MOST_SOCKETS = 5

/** Reads the page at the base URL, where one stands there or the base redirects to one of its own. */
export async function lookAtPage(
  asker: Asker,
  url: string,
  base: Answer,
  hosts: readonly string[],
): Promise<SeenPage | undefined> {
  const { path, answer } = await pageAt(asker, url, base)
  if (answer?.status !== 200 || answer.headers['content-type']?.includes('text/html') !== true)
    return undefined
  const parts = await readPage(answer.text, answer.asked.url)
  const { origin } = new URL(url)
  const own = parts.files.filter(
    (file) => /^(?:script|module)$/.test(file.as) && new URL(file.url).origin === origin,
  )
  const scripts = await Promise.all(
    own.slice(0, MOST_SCRIPTS).map(async (file) => (await asker.look(file.url, ''))?.text ?? ''),
  )
  const texts = [answer.text, ...scripts]
  const sockets = texts.flatMap((text) => [...text.matchAll(SOCKET)].map(([, found = '']) => found))
  return {
    path,
    // In a contract, braces would be a placeholder.
    title: parts.title.includes('{') ? '' : parts.title,
    hosts: hosts.filter((host) => texts.some((text) => text.includes(host))),
    sockets: [...new Set(sockets)].slice(0, MOST_SOCKETS),
  }
}

async function pageAt(asker: Asker, url: string, base: Answer) {
  const to = base.headers.location
  if (base.status < 300 || base.status > 399 || to === undefined) {
    const isPage = base.headers['content-type']?.includes('text/html') === true
    // What answers JSON to programs may have a page for browsers.
    const answer = isPage ? base : await asker.look(url, '/', { headers: { accept: 'text/html' } })
    return { path: '/', answer }
  }
  const target = resolve(to, `${url}/`)
  if (target === undefined || !target.startsWith(`${url}/`)) return { path: '/', answer: undefined }
  const path = target.slice(url.length)
  return { path, answer: await asker.look(url, path, { headers: { accept: 'text/html' } }) }
}
