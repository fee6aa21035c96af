/** Whether a browser keeps a cookie, and if not, why, in words. */
export type CookieFate =
  | { readonly kind: 'kept' }
  | { readonly kind: 'dropped'; readonly why: string }

/**
 * What a browser makes of one `Set-Cookie` line of an answer from `url` (RFC 6265bis §5.7): Domain, public suffixes
 * and name prefixes as tough-cookie 6.1.0 judges them; Secure from plain http, and SameSite=None without Secure, as
 * Chromium does.
 */
export async function fateOfCookie(line: string, url: string): Promise<CookieFate> {
  const { Cookie, CookieJar } = await import('tough-cookie')
  const cookie = Cookie.parse(line)
  if (cookie === undefined) return { kind: 'dropped', why: 'the line is no cookie' }
  if (cookie.secure && new URL(url).protocol === 'http:')
    return { kind: 'dropped', why: 'Secure, from plain http' }
  if (/;\s*samesite\s*=\s*none/i.test(line) && !cookie.secure)
    return { kind: 'dropped', why: 'SameSite=None without Secure' }
  try {
    await new CookieJar(undefined, { prefixSecurity: 'strict' }).setCookie(cookie, url)
    return { kind: 'kept' }
  } catch (error) {
    return { kind: 'dropped', why: error instanceof Error ? error.message : 'it is refused' }
  }
}
