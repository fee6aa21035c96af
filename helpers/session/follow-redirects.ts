import { REDIRECTS } from '../diagnosis/judges/access/judge-cors.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import { resolve } from '../page/import-map.ts'

/** Redirects that are followed, fewer than the 20 of browsers; a CDN answers a version range with one, a page its language. */
const MOST_REDIRECTS = 5

/** Where browsers go on from an answer; undefined where they stay, and for a way from https to plain http. */
export function redirectOf({ status, headers, asked }: Answer): string | undefined {
  const { location } = headers
  if (!REDIRECTS.includes(status) || location === undefined) return undefined
  const to = resolve(location, asked.url)
  return asked.url.startsWith('https:') && to?.startsWith('http:') ? undefined : to
}

/** The answer at the end of the redirects that begin with `first`; `origin`: those to other hosts are not followed. */
export async function followRedirects(
  first: Exchange,
  ask: (url: string) => Promise<Exchange>,
  origin?: string,
): Promise<Exchange> {
  let exchange = first
  for (let redirects = 0; redirects < MOST_REDIRECTS; redirects += 1) {
    const to = exchange.kind === 'answer' ? redirectOf(exchange) : undefined
    const isAway = to !== undefined && origin !== undefined && new URL(to).origin !== origin
    if (to === undefined || isAway) return exchange
    exchange = await ask(to)
  }
  return exchange
}
