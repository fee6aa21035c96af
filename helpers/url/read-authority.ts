import { type UrlProblem, urlProblem } from './url-problem.ts'

/** Host and port of a URL, checked. `port` is '' or ":8080". */
export interface Authority {
  readonly kind: 'authority'
  readonly host: string
  readonly port: string
  readonly changes: readonly string[]
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
/** RFC 1123 label, with the underscore container networks use. */
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/
const LONGEST_HOST = 253
const HIGHEST_PORT = 65_535
const NO_HOST = 'has a host that is not a valid name or address'

/** Reads `host`, `host:port`, `[v6]` or `[v6]:port`. Messages say what is wrong without quoting it. */
export function readAuthority(text: string): Authority | UrlProblem {
  const parts = /^(?:(\[[^\]]*\])|([^:[\]]*))(?::(.*))?$/.exec(text)
  if (parts === null) return urlProblem('host', NO_HOST)
  const [, bracketed, bare, port] = parts
  if (port?.includes(':') && /^[0-9a-f:.]+$/i.test(text)) {
    return urlProblem(
      'host',
      'needs brackets around its IPv6 address, as in https://[2001:db8::1]:8443',
    )
  }
  if (port !== undefined && !isPort(port)) {
    return urlProblem('port', `must have a port from 1 to ${HIGHEST_PORT} after the colon, or none`)
  }
  const given = bracketed ?? bare?.replace(/\.$/, '') ?? ''
  if (given === '') return urlProblem('host', 'has no host')
  const host = toAscii(given)
  if (host === undefined) return urlProblem('host', NO_HOST)
  if (IPV4.test(host) && host !== given) {
    return urlProblem('host', 'must write a numeric host as four decimal numbers, as in 10.0.0.7')
  }
  const changes: string[] = []
  if (bare?.endsWith('.')) changes.push('trailing dot of the host removed')
  if (host === given.toLowerCase() && host !== given) changes.push('host in lower case')
  else if (host !== given) changes.push(`host written as ${host}`)
  if (port?.startsWith('0')) changes.push(`port written as ${Number(port)}`)
  return { kind: 'authority', host, port: port === undefined ? '' : `:${Number(port)}`, changes }
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= HIGHEST_PORT
}

/** The host as it goes on the wire (IDN in ASCII), or undefined when it is none. */
function toAscii(given: string): string | undefined {
  if (given.includes('%') || !URL.canParse(`http://${given}/`)) return undefined
  const { hostname } = new URL(`http://${given}/`)
  if (hostname.startsWith('[') || IPV4.test(hostname)) return hostname
  if (hostname.length > LONGEST_HOST) return undefined
  return hostname.split('.').every((label) => LABEL.test(label)) ? hostname : undefined
}
