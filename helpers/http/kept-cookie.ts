import type { Cookie } from 'tough-cookie'

/** Whether a browser keeps a cookie and sends it, and if not, why, in words. */
export type CookieFate =
  | { readonly kind: 'kept' }
  | { readonly kind: 'dropped' | 'not-sent'; readonly why: string }

/** The requests that need a cookie. */
export interface CookieUse {
  /** URLs to which it is sent; those of the host that sets it count. */
  readonly sentTo?: readonly string[]
  /** Calls of a page that is open in a browser: the page, and what it calls with cookies. */
  readonly calls?: readonly { readonly page: string; readonly url: string }[]
}

/**
 * What a browser makes of one `Set-Cookie` line of an answer from `url` (RFC 6265bis §5.7): Domain, public suffixes
 * and name prefixes as tough-cookie 6.1.0 judges them; Secure from plain http, and SameSite=None without Secure, as
 * Chromium does. Of several reasons, Secure is the last: browsers make exceptions from it for this machine.
 */
export async function fateOfCookie(
  line: string,
  url: string,
  { sentTo = [], calls = [] }: CookieUse = {},
): Promise<CookieFate> {
  const { Cookie, CookieJar, defaultPath, getPublicSuffix, pathMatch } = await import(
    'tough-cookie'
  )
  const cookie = Cookie.parse(line)
  if (cookie === undefined) return { kind: 'dropped', why: 'the line is no cookie' }
  if (/;\s*samesite\s*=\s*none/i.test(line) && !cookie.secure)
    return { kind: 'dropped', why: 'SameSite=None without Secure' }
  const refused = refusedByChromium(cookie, line)
  if (refused !== undefined) return { kind: 'dropped', why: refused }
  try {
    // As if over https: Secure is looked at below.
    const secured = url.replace(/^http:/, 'https:')
    await new CookieJar(undefined, { prefixSecurity: 'strict' }).setCookie(cookie, secured)
    const { hostname, pathname } = new URL(url)
    // RFC 6265bis §5.7, step 12: without Path, or where it is no path, the folder of the request counts.
    const path = cookie.path?.startsWith('/') === true ? cookie.path : defaultPath(pathname)
    const missed = sentTo
      .map((one) => new URL(one))
      .find((one) => one.hostname === hostname && !pathMatch(one.pathname, path))
    if (missed !== undefined)
      return { kind: 'not-sent', why: `Path is ${path}, which does not hold ${missed.pathname}` }
    if (cookie.secure && new URL(url).protocol === 'http:')
      return { kind: 'dropped', why: 'Secure, from plain http' }
    const across = acrossSites(cookie, hostname, calls, (host) =>
      getPublicSuffix(host, { allowSpecialUseDomain: true, ignoreError: true }),
    )
    return across === undefined ? { kind: 'kept' } : { kind: 'not-sent', why: across }
  } catch (error) {
    return { kind: 'dropped', why: error instanceof Error ? error.message : 'it is refused' }
  }
}

/**
 * Why the calls of a page on another site lack the cookie (RFC 6265bis §5.2, §5.8.3): a site is the scheme and the domain that
 * somebody registered. Without SameSite, Chromium takes a cookie as Lax.
 */
function acrossSites(
  { sameSite }: Cookie,
  host: string,
  calls: NonNullable<CookieUse['calls']>,
  registered: (host: string) => string | undefined,
): string | undefined {
  if (sameSite === 'none') return undefined
  const siteOf = ({ protocol, hostname }: URL) => `${protocol}//${registered(hostname) ?? hostname}`
  const call = calls
    .map(({ page, url }) => ({ page: new URL(page), url: new URL(url) }))
    .find(({ page, url }) => url.hostname === host && siteOf(page) !== siteOf(url))
  if (call === undefined) return undefined
  const attribute =
    sameSite === undefined
      ? 'SameSite is not set, which Chrome and Edge take as Lax'
      : `SameSite is ${sameSite}`
  return `${attribute}, and the page at ${call.page.origin} is on another site than ${call.url.origin}`
}

/** Bytes of name and value together (RFC 6265bis §5.6). */
const MOST_BYTES = 4_096

/** What tough-cookie 6.1.0 keeps and Chromium 156 does not. */
function refusedByChromium(cookie: Cookie, line: string): string | undefined {
  const { key, value, secure, httpOnly, path, domain } = cookie
  if (cookie.TTL() <= 0) return 'it expires at once or has expired: Max-Age, Expires'
  if (Buffer.byteLength(key) + Buffer.byteLength(value) > MOST_BYTES)
    return `name and value are longer than ${MOST_BYTES} bytes`
  if (/;\s*partitioned\s*(?:[;=]|$)/i.test(line) && !secure) return 'Partitioned without Secure'
  // The prefixes count in any letter case.
  if (/^__secure-/i.test(key) && !secure) return 'the prefix __Secure- without Secure'
  if (/^__(?:host-)?http-/i.test(key) && !(secure && httpOnly))
    return 'the prefix __Http- or __Host-Http- without Secure and HttpOnly'
  const isHostOnly = secure && path === '/' && domain === null
  return /^__host-/i.test(key) && !isHostOnly
    ? 'the prefix __Host- without Secure and Path=/, or with Domain'
    : undefined
}
