import type { Finding } from '../../record/finding.ts'
import { quote } from '../../text/quote.ts'

/**
 * What a finding adds where a URL stands in place of a promised one that differs in its origin (RFC 6454 §4) and not in its path: an app
 * behind a proxy makes such URLs of the request, or of a setting. Undefined where one of the two is no such URL.
 * @param promised what may stand there: whole URLs, or how they begin
 */
export function otherOrigin(
  service: string,
  promised: readonly unknown[],
  said: unknown,
): Pick<Finding, 'writes' | 'nextSteps'> | undefined {
  const url = urlOf(said)
  const meant = promised.map(urlOf).find((one) => one && url?.pathname.startsWith(one.pathname))
  if (url === undefined || meant === undefined || meant.origin === url.origin) return undefined
  return {
    writes: url.origin,
    nextSteps: [
      `${service} writes ${quote(url.origin, 120)} where ${quote(meant.origin, 120)} is promised: compare its setting for its public URL, and the Host, X-Forwarded-Host and X-Forwarded-Proto that a proxy passes on to it, with the address that users open.`,
    ],
  }
}

/** The URL of http or https that a value is, if it is one. */
export function urlOf(value: unknown): URL | undefined {
  const isUrl = typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)
  return isUrl ? new URL(value) : undefined
}
