import { findInvisible } from '../text/printable.ts'
import { isLoopback } from './is-loopback.ts'
import { readAuthority } from './read-authority.ts'
import { unwrap } from './unwrap.ts'
import { type UrlProblem, urlProblem } from './url-problem.ts'

export type UrlPurpose = 'http' | 'websocket'

export interface NormalisedUrl {
  readonly kind: 'url'
  /** Scheme, host, port unless it is the default one, base path; no slash at the end. */
  readonly url: string
  /** What was changed, in words. */
  readonly changes: readonly string[]
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
 */
export function normaliseUrl(raw: string, purpose: UrlPurpose): NormalisedUrl | UrlProblem {
  const { text, changes: unwrapped } = unwrap(raw)
  const scheme = SCHEME.exec(text)?.[1]
  const rest = scheme === undefined ? text.replace(/^\/\//, '') : text.slice(scheme.length + 3)
  const [, authorityText = '', path = ''] = /^([^/]*)(.*)$/s.exec(rest) ?? []
  const refused = refuse(text, scheme, rest, authorityText)
  if (refused !== undefined) return refused

  const authority = readAuthority(authorityText)
  if (authority.kind === 'problem') return authority
  const { host, port } = authority
  const changes = [...unwrapped]
  const given = scheme ?? (isLoopback(host) ? 'http' : 'https')
  const meant = MEANT[purpose][given.toLowerCase()] ?? given
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
