/**
 * The value of `Authorization` for HTTP Basic (RFC 7617 §2): UTF-8, and no colon in the user. Throws a
 * TypeError that holds neither.
 */
export function basicCredentials(user: string, password: string): string {
  if (user.includes(':')) throw new TypeError('the user of HTTP Basic credentials holds a colon')
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
}
