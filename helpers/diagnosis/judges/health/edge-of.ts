import type { Answer } from '../../../http/exchange.ts'

/**
 * Error pages that come from what stands before the application, by what only they say. A header
 * proves nothing: Cloud Run, nginx and Cloudflare put their names on the application's own answers too.
 */
const EDGE_PAGES: readonly { readonly edge: string; readonly says: RegExp }[] = [
  { edge: 'Cloud Armor', says: /cloud armor|request blocked by security policy/i },
  {
    edge: 'Google load balancer or Cloud Armor',
    says: /<title>4\d\d<\/title>\s*4\d\d (?:Forbidden|Not Found)/i,
  },
  { edge: 'Identity-Aware Proxy', says: /invalid IAP credentials/i },
  { edge: 'Google Front End', says: /<title>\s*(?:Error )?\d{3}[^<]{0,80}(?:!!1|Server Error)/i },
  { edge: 'Google Front End', says: /that.s all we know/i },
  {
    edge: 'Cloud Run front end',
    says: /<h1>Error: [^<]{1,60}<\/h1>\s*<h2>|does not have permission to (?:get URL|the requested URL)/i,
  },
  {
    edge: 'Cloud Run front end',
    says: /no available instance|container instance|^\s*rate exceeded\.\s*$|the requested URL was not found on this server/i,
  },
  {
    edge: 'load balancer',
    says: /no healthy upstream|upstream connect error|upstream request timeout|backend fetch failed/i,
  },
  { edge: 'nginx', says: /<center>nginx[^<]{0,40}<\/center>/i },
  { edge: 'Cloudflare', says: /cloudflare ray id|attention required! \| cloudflare/i },
]

/** A load balancer that names itself only on answers of its own. */
const AWS_BALANCER = /^awselb\//i

const LOOKED_AT = 4096

/**
 * Names the edge (load balancer, Cloud Run front end, proxy, firewall) when an error answer is its
 * own and not the application's; undefined when the application may well have sent it. An edge sends
 * pages and words, never JSON: an application that passes on such words is still the application.
 */
export function edgeOf({ status, json, text, headers }: Answer): string | undefined {
  if (status < 400 || (typeof json === 'object' && json !== null)) return undefined
  const page = text.slice(0, LOOKED_AT)
  const known = EDGE_PAGES.find(({ says }) => says.test(page))
  if (known !== undefined) return known.edge
  return AWS_BALANCER.test(headers.server ?? '') ? 'AWS load balancer' : undefined
}
