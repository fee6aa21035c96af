import { createHash } from 'node:crypto'

/** One Content-Security-Policy: directive → its values, as they are written. */
export type ContentPolicy = ReadonlyMap<string, readonly string[]>

/** What is loaded or called, with the directives that decide, the first present one alone (CSP Level 3 §6.8.3). */
export const DIRECTIVES = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  module: ['script-src-elem', 'script-src', 'default-src'],
  style: ['style-src-elem', 'style-src', 'default-src'],
  font: ['font-src', 'default-src'],
  inline: ['script-src-elem', 'script-src', 'default-src'],
  'inline-style': ['style-src-elem', 'style-src', 'default-src'],
  'style-attribute': ['style-src-attr', 'style-src', 'default-src'],
  handler: ['script-src-attr', 'script-src', 'default-src'],
  call: ['connect-src', 'default-src'],
} as const

export interface Wanted {
  readonly url: string
  readonly as: keyof typeof DIRECTIVES
  readonly nonce?: string
  /** Of the element: hashes of a policy count for a file only by it. */
  readonly integrity?: string
  /** The text of what the page carries itself; its `url` is that of the page. */
  readonly text?: string
  /** Loaded by another script: a policy with `'strict-dynamic'` trusts it for that. */
  readonly isImported?: boolean
}

/**
 * The policies of a header; several are joined by commas, and each must allow what is loaded (CSP Level 3 §4.1).
 * The second mention of a directive does not count.
 */
export function readPolicies(header: string | undefined): readonly ContentPolicy[] {
  return (header ?? '')
    .split(',')
    .map((one) => {
      const directives = new Map<string, readonly string[]>()
      for (const part of one.split(';')) {
        const [name = '', ...values] = part.trim().split(/\s+/)
        if (name !== '' && !directives.has(name.toLowerCase()))
          directives.set(name.toLowerCase(), values)
      }
      return directives
    })
    .filter((policy) => policy.size > 0)
}

/** The directive with which a policy blocks it; undefined where it allows it, or where only a browser could know. */
export function violated(
  policy: ContentPolicy,
  wanted: Wanted,
  pageUrl: string,
): { readonly directive: string; readonly values: readonly string[] } | undefined {
  const directive = DIRECTIVES[wanted.as].find((name) => policy.has(name))
  if (directive === undefined) return undefined
  const values = policy.get(directive) ?? []
  return isAllowed(values, wanted, new URL(pageUrl)) ? undefined : { directive, values }
}

const INLINE: ReadonlySet<Wanted['as']> = new Set([
  'inline',
  'inline-style',
  'style-attribute',
  'handler',
])

const HASH = /^'sha(?:256|384|512)-[^']*'$/i

function isAllowed(values: readonly string[], wanted: Wanted, page: URL): boolean {
  const words = values.map((value) => value.toLowerCase())
  const isScript = wanted.as === 'script' || wanted.as === 'module'
  if (wanted.nonce !== undefined && values.includes(`'nonce-${wanted.nonce}'`)) return true
  if (INLINE.has(wanted.as)) return isInlineAllowed(values, words, wanted)
  if (isScript && isOfHash(values, wanted.integrity)) return true
  if (isScript && words.includes("'strict-dynamic'")) return wanted.isImported === true
  const url = new URL(wanted.url)
  return values.some((value) => matches(value, url, page))
}

/** A file is allowed by hashes if all those of its integrity attribute are listed (CSP Level 3 §6.7.1.1). */
function isOfHash(values: readonly string[], integrity: string | undefined): boolean {
  const hashes = (integrity ?? '').split(/\s+/).filter((one) => /^sha(?:256|384|512)-/i.test(one))
  return (
    hashes.length > 0 && hashes.every((hash) => values.includes(`'${hash.split('?')[0] ?? hash}'`))
  )
}

/** Whether a policy lets a `<base>` be that address (CSP Level 3 §6.3.1); else browsers ignore the element. */
export function allowsBase(policy: ContentPolicy, base: string, pageUrl: string): boolean {
  const values = policy.get('base-uri')
  if (values === undefined) return true
  return values.some((value) => matches(value, new URL(base), new URL(pageUrl)))
}

/** `'unsafe-inline'` counts only where no nonce, hash or `'strict-dynamic'` stands beside it (CSP Level 3 §6.7.3.2). */
function isInlineAllowed(
  values: readonly string[],
  words: readonly string[],
  { as, text = '' }: Wanted,
): boolean {
  const hashes = values.filter((value) => HASH.test(value))
  const isScript = as === 'inline' || as === 'handler'
  const isStrict =
    hashes.length > 0 ||
    words.some((word) => word.startsWith("'nonce-") || (isScript && word === "'strict-dynamic'"))
  if (words.includes("'unsafe-inline'") && !isStrict) return true
  const isAttribute = as === 'handler' || as === 'style-attribute'
  if (isAttribute && !words.includes("'unsafe-hashes'")) return false
  return hashes.some((hash) => {
    const [, name = '', wanted = ''] = /^'(sha\d+)-([^']*)'$/i.exec(hash) ?? []
    const digest = createHash(name.toLowerCase()).update(text).digest('base64')
    return digest === wanted.replaceAll('-', '+').replaceAll('_', '/')
  })
}

/** Scheme, host, port and path of a source expression; Chromium 156 leaves out what follows a path. */
const HOST_SOURCE =
  /^(?:([a-z][a-z0-9+.-]*:)\/\/)?(\*|(?:\*\.)?[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\d+|\*))?(?:(\/[^?#]*)(?:[?#].*)?)?$/i

/**
 * Whether one source expression allows a URL (CSP Level 3 §6.7.2.8). Without a scheme it has that of the page, which is
 * no scheme of sockets: of those, `'self'` alone allows some.
 */
function matches(written: string, url: URL, page: URL): boolean {
  const expression = written.toLowerCase()
  if (expression === "'self'") return isSelf(url, page)
  if (expression.startsWith("'")) return false
  if (expression === '*') return /^(?:https?|wss?):$/.test(url.protocol)
  if (/^[a-z][a-z0-9+.-]*:$/.test(expression)) return isSchemeOf(expression, url.protocol)
  const parts = HOST_SOURCE.exec(written)
  if (parts === null) return false
  const [, scheme = page.protocol, host = '', port, path] = parts
  const wanted = scheme.toLowerCase()
  return (
    isSchemeOf(wanted, url.protocol) &&
    isHost(host.toLowerCase(), url.hostname) &&
    isPort(port, url, wanted) &&
    isPath(path, url)
  )
}

/** The page's own host, with a socket of it; https counts for http. */
function isSelf(url: URL, page: URL): boolean {
  if (url.hostname !== page.hostname) return false
  const isPair = portOf(url) === portOf(page) || (url.port === '' && page.port === '')
  return (
    isPair &&
    (isSchemeOf(page.protocol, url.protocol) ||
      url.protocol === 'wss:' ||
      (page.protocol === 'http:' && url.protocol === 'ws:'))
  )
}

/** The same scheme or its secure form. Chromium counts https for no wss, so addresses of sockets must be listed. */
function isSchemeOf(expression: string, protocol: string): boolean {
  return (
    expression === protocol ||
    (/^(?:http|ws):$/.test(expression) && protocol === secure(expression))
  )
}

function secure(scheme: string): string {
  return scheme.replace(/:$/, 's:')
}

function isHost(pattern: string, host: string): boolean {
  if (pattern === '*') return true
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}

function isPort(port: string | undefined, url: URL, scheme: string): boolean {
  if (port === '*') return true
  if (port === undefined) return url.port === ''
  const isUpgraded = port === '80' && portOf(url) === '443' && !scheme.endsWith('s:')
  return port === portOf(url) || isUpgraded
}

function portOf(url: URL): string {
  return url.port === '' ? (/^(?:https|wss):$/.test(url.protocol) ? '443' : '80') : url.port
}

/** A path that ends in a slash counts for all below it; letter case counts, percent-encoding does not (§6.7.2.10). */
function isPath(path: string | undefined, url: URL): boolean {
  if (path === undefined || path === '/') return true
  const [allowed, asked] = [decoded(path), decoded(url.pathname)]
  return allowed.endsWith('/') ? asked.startsWith(allowed) : asked === allowed
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
