import type { CorsPromise } from '../../../../contracts/schema/page.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { cacheEvidence, isFromCache } from '../health/answer-signs.ts'

/**
 * Whether an answer that differs by `Origin` says so (Fetch standard, "CORS protocol and HTTP caches"): if a cache may
 * keep it and `Vary` does not name `Origin`, the web app gets what was kept for another page, and browsers block it.
 * `own` and `foreign` are the answers to the same request from a page of the web app and from a page of a foreign
 * origin.
 */
export function judgeVary(
  own: Exchange | undefined,
  foreign: Exchange | undefined,
  { request, method }: CorsPromise['routes'][number],
): Finding | undefined {
  if (own?.kind !== 'answer' || foreign?.kind !== 'answer') return undefined
  const differs =
    own.headers['access-control-allow-origin'] !== foreign.headers['access-control-allow-origin']
  const silent = [own, foreign].find((answer) => !saysOrigin(answer) && isKept(answer))
  if (!differs || silent === undefined) return undefined
  const { vary, 'cache-control': cacheControl } = silent.headers
  return findingOf('cors.blocked', request.service, silent.asked, {
    subject: `${method} ${request.path}`,
    promise: 'a cache keeps no answer for a page of another origin',
    expected: 'Vary: Origin',
    got: `Vary: ${vary === undefined ? 'absent' : quote(vary, 80)}`,
    summary: `${request.service}: the answer to ${method} ${request.path} differs by Origin and does not say so (Vary): a cache may give the web app an answer that browsers block`,
    evidence: [
      ...(cacheControl === undefined ? [] : [`Cache-Control: ${quote(cacheControl, 120)}`]),
      ...cacheEvidence(silent),
    ],
    severity: 'warning',
  })
}

function saysOrigin({ headers }: Answer): boolean {
  const names = (headers.vary ?? '').toLowerCase().split(',')
  return names.some((name) => name.trim() === 'origin' || name.trim() === '*')
}

/** Whether a shared cache kept the answer, or is allowed to by name (RFC 9111 §3); what it may guess is not counted. */
function isKept(answer: Answer): boolean {
  const words = (answer.headers['cache-control'] ?? '').toLowerCase()
  if (/\b(?:no-store|private|no-cache)\b/.test(words) || answer.status !== 200) return false
  return isFromCache(answer) || /\bpublic\b|\bs-maxage=[1-9]|\bmax-age=[1-9]/.test(words)
}
