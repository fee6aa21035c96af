import type { Answer } from '../exchange.ts'

/**
 * The cookies an answer sets, by name (RFC 6265 §5.2); the last of two wins, and one it removes is not
 * there. Values are as they came, quotes included, so that they can be sent back.
 */
export function readCookies({ headers }: Pick<Answer, 'headers'>): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const line of (headers['set-cookie'] ?? '').split('\n')) {
    const [pair = '', ...attributes] = line.split(';')
    const equals = pair.indexOf('=')
    const name = pair.slice(0, Math.max(0, equals)).trim()
    if (name === '') continue
    if (attributes.some(removes)) cookies.delete(name)
    else cookies.set(name, pair.slice(equals + 1).trim())
  }
  return cookies
}

/** `Max-Age` of zero or less, or the year 1970 that frameworks write. */
function removes(attribute: string): boolean {
  return /^\s*(max-age\s*=\s*(0|-\d+)\s*|expires\s*=.*\b1970\b.*)$/i.test(attribute)
}
