import { findInvisible } from '../text/quote.ts'
import { isLoopback } from './is-loopback.ts'
import { type Unwrapped, unwrap } from './unwrap.ts'

export type UrlPurpose = 'http' | 'websocket'

export interface NormalisedUrl {
  readonly kind: 'url'
  /** Scheme, host, port unless it is the default one, base path; no slash at the end. */
  readonly url: string
  /** Each change, in words. */
  readonly changes: readonly string[]
}

/** Why a text is not a base URL. */
export interface UrlProblem {
  readonly kind: 'problem'
  readonly problem:
    | 'empty'
    | 'scheme'
    | 'userinfo'
    | 'query'
    | 'fragment'
    | 'control'
    | 'host'
    | 'port'
    | 'syntax'
  /** The rest of a sentence that begins with the variable's name; never quotes the value. */
  readonly message: string
}

const LONGEST_URL = 2_048
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i

/** Scheme given → scheme meant, by what the URL is for. */
const MEANT: Readonly<Record<UrlPurpose, Readonly<Record<string, string>>>> = {
  http: { http: 'http', https: 'https', ws: 'http', wss: 'https' },
  websocket: { http: 'ws', https: 'wss', ws: 'ws', wss: 'wss' },
}

/**
 * The base URL that a configured text means, or why it means none. Common slips around and in URLs are corrected
 * and noted; a text that could mean two things is refused. Normalising the result again changes nothing.
 * @param given the text, or what `unwrap` made of it.
 */
export function normaliseUrl(
  given: string | Unwrapped,
  purpose: UrlPurpose,
): NormalisedUrl | UrlProblem {
  const { text, changes: unwrapped } = typeof given === 'string' ? unwrap(given) : given
  const scheme = SCHEME.exec(text)?.[1]
  const rest = scheme === undefined ? text.replace(/^\/\//, '') : text.slice(scheme.length + 3)
  const [, authorityText = '', path = ''] = /^([^/]*)(.*)$/s.exec(rest) ?? []
  const refused = refuse(text, scheme, rest, authorityText)
  if (refused !== undefined) return refused

  const authority = readAuthority(authorityText)
  if (authority.kind === 'problem') return authority
  const { host, port } = authority
  const changes = [...unwrapped]
  const written = scheme ?? (isLoopback(host) ? 'http' : 'https')
  const meant = MEANT[purpose][written.toLowerCase()] ?? written
  if (scheme === undefined) changes.push(`missing scheme: ${meant}:// added`)
  else if (scheme.toLowerCase() !== meant) changes.push(`scheme ${scheme.toLowerCase()} → ${meant}`)
  else if (scheme !== meant) changes.push('scheme in lower case')
  changes.push(...authority.changes)

  const parsed = new URL(`${meant}://${host}${port}${path}`)
  if (port !== '' && parsed.port === '') changes.push('default port removed')
  const base = withoutSlashes(parsed.pathname)
  if (base !== withoutSlashes(path)) changes.push(`path written as ${base || '/'}`)
  if (path.endsWith('/')) changes.push('trailing slash removed')
  const url = `${meant}://${parsed.host}${base}`
  return url.length > LONGEST_URL ? tooLong() : { kind: 'url', url, changes }
}

/** Everything wrong with the text as a whole. User name and password come first: nothing may quote them. */
function refuse(
  text: string,
  scheme: string | undefined,
  rest: string,
  authority: string,
): UrlProblem | undefined {
  if (text === '') return urlProblem('empty', 'is empty')
  if (text.length > LONGEST_URL) return tooLong()
  const control = findInvisible(text)
  if (control !== undefined) {
    return urlProblem('control', `must not hold control or invisible characters (${control})`)
  }
  const end = /[\\?#]/.exec(authority)?.index ?? authority.length
  const cutShort = /:\D/.test(authority.slice(0, end)) && rest.includes('@')
  if (authority.slice(0, end).includes('@') || cutShort) {
    return urlProblem(
      'userinfo',
      'must not hold a user name or password; give them as own variables',
    )
  }
  if (text.includes('\\')) return urlProblem('syntax', 'must not hold backslashes')
  if (/\s/.test(text)) return urlProblem('syntax', 'must not hold blanks inside')
  if (/["'`“”‘’«»]/.test(text))
    return urlProblem('syntax', 'must not hold quote marks, other than a pair around it')
  if (scheme !== undefined && !Object.hasOwn(MEANT.http, scheme.toLowerCase())) {
    return urlProblem('scheme', 'must begin with https://, http://, wss:// or ws://')
  }
  if (scheme === undefined) {
    if (/^(?:https?|wss?):/i.test(text))
      return urlProblem('syntax', 'must have // after its scheme')
    if (/^(?!localhost:)[a-z][a-z0-9+-]*:(?!\d*(?:[/?#]|$))/i.test(text)) {
      return urlProblem('scheme', 'must begin with https://, http://, wss:// or ws://')
    }
  }
  const extra = /[?#]/.exec(rest)?.[0]
  if (extra === '?') return urlProblem('query', 'must not hold a query (?…): it is a base URL')
  if (extra === '#')
    return urlProblem('fragment', 'must not hold a fragment (#…): it is a base URL')
  return undefined
}

function withoutSlashes(path: string): string {
  return path.replace(/\/+$/, '')
}

function tooLong(): UrlProblem {
  return urlProblem('syntax', `must be at most ${LONGEST_URL} characters long`)
}

/** Host and port of a URL, checked. `port` is '' or ":8080". */
interface Authority {
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
function readAuthority(text: string): Authority | UrlProblem {
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

function urlProblem(problem: UrlProblem['problem'], message: string): UrlProblem {
  return { kind: 'problem', problem, message }
}
