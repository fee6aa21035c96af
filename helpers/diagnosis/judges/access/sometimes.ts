import type { RequestTemplate } from '../../../../contracts/schema/common.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import { type Finding, tried } from '../../../record/finding.ts'
import { AGAIN_ALONE } from '../../experiments/good-token.ts'
import { withEvidence } from '../finding-of.ts'

/** Of how many answers to one request how many were not good. */
export interface Count {
  readonly bad: number
  readonly all: number
}

export function countOf(
  answers: readonly Exchange[],
  isGood: (exchange: Exchange) => boolean,
): Count {
  return { bad: answers.filter((one) => !isGood(one)).length, all: answers.length }
}

/** Whether some answers were good and some not. */
export function isMixed({ bad, all }: Count): boolean {
  return bad > 0 && bad < all
}

/** Codes of a token that is refused. */
const REFUSED: ReadonlySet<Code> = new Set(['route.forbidden', 'trust.token-rejected'])

/** The first line where the same request is answered well at some times only: how often not, and what such a deployment has. */
export function sometimesInWords(
  { service, method, path }: Pick<RequestTemplate, 'service' | 'method' | 'path'>,
  code: Code,
  { bad, all }: Count,
): string {
  const times = `${bad} of ${all} times at ${method} ${path}`
  if (REFUSED.has(code))
    return `${service} refuses good tokens ${times}, as when one instance has another configuration`
  if (code === 'service.throttled')
    return `${service}, or a limit in front of it, answers "too many requests" to this run ${times}`
  if (code === 'route.missing')
    return `${service} does not have ${method} ${path} ${bad} of ${all} times, as when one instance lacks the route`
  return code === 'data.lost'
    ? `${service} does not have what it stored ${times}, as when each instance has data of its own`
    : `${service} fails ${times} with ${code}, as when one instance is broken`
}

/**
 * The finding about an answer, with how often it came; where it did not come each time, the first line says so. A first line of
 * the finding itself stays: it says what such an answer means.
 */
export function atSomeTimes(
  finding: Finding,
  request: Pick<RequestTemplate, 'service' | 'method' | 'path'>,
  count: Count,
): Finding {
  const { code, summary } = finding
  const others = count.all - 1
  const found = withEvidence(finding, [
    tried(AGAIN_ALONE, `${count.all - count.bad} of ${others} times as promised`),
  ])
  if (!isMixed(count)) return found
  const isOfCode = summary === undefined && !REFUSED.has(code)
  const what = summary ?? `${request.service} refuses ${request.method} ${request.path}`
  const line = `${what} (${count.bad} of ${count.all} times, as when one instance differs from the others)`
  return { ...found, summary: isOfCode ? sometimesInWords(request, code, count) : line }
}

/** The words for an issuer of which some instances do not know what others issued; nothing where each answer was the same. */
export function onSomeInstance(
  what: string,
  count: Count,
): { readonly summary?: string; readonly nextSteps?: readonly string[] } {
  if (!isMixed(count)) return {}
  return {
    summary: `${what}, ${count.bad} of ${count.all} times, as when its instances have different keys or data`,
    nextSteps: [
      'Compare the signing key of the instances by its SHA-256, and look where each keeps sessions and refresh tokens: in its own memory, or in a store that all share?',
    ],
  }
}
