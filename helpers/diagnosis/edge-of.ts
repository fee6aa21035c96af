import type { Answer } from '../http/exchange.ts'

/**
 * Error pages that come from what stands before the application, by what only they say. A header
 * alone proves nothing: Cloud Run puts `server: Google Frontend` on the application's own answers too.
 */
const EDGE_PAGES: readonly { readonly edge: string; readonly says: RegExp }[] = [
  { edge: 'Google Front End', says: /<title>\s*(?:Error )?\d{3}[^<]{0,80}(?:!!1|Server Error)/i },
  {
    edge: 'Google Front End',
    says: /that.s all we know|<title>4\d\d<\/title>\s*4\d\d (?:Forbidden|Not Found)/i,
  },
  {
    edge: 'Cloud Run front end',
    says: /no available instance|container instance|rate exceeded\.|the requested URL was not found on this server/i,
  },
  {
    edge: 'load balancer',
    says: /no healthy upstream|upstream connect error|backend fetch failed/i,
  },
  { edge: 'nginx', says: /<center>nginx[^<]{0,40}<\/center>/i },
  { edge: 'Cloudflare', says: /cloudflare ray id|attention required! \| cloudflare/i },
  { edge: 'Cloud Armor', says: /cloud armor|request blocked by security policy/i },
]

/** Servers that answer with web pages of their own when the application has no say. */
const EDGE_SERVERS = /google frontend|gws|nginx|cloudflare|envoy|awselb|cloudfront|varnish/i

const LOOKED_AT = 4096

/**
 * Names the edge (load balancer, Cloud Run front end, proxy, firewall) when an error answer is its
 * own and not the application's; undefined when the application may well have sent it.
 */
export function edgeOf(answer: Answer): string | undefined {
  if (answer.status < 400) return undefined
  const page = answer.text.slice(0, LOOKED_AT)
  const known = EDGE_PAGES.find(({ says }) => says.test(page))
  if (known !== undefined) return known.edge
  const server = `${answer.headers['server'] ?? ''} ${answer.headers['via'] ?? ''}`
  const isPage =
    /text\/html/i.test(answer.headers['content-type'] ?? '') || /^\s*<(?:!doctype|html)/i.test(page)
  return isPage && EDGE_SERVERS.test(server)
    ? `edge (${(answer.headers['server'] ?? 'proxy').slice(0, 40)})`
    : undefined
}
