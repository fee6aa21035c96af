import type { CorsPromise } from '../../../../contracts/schema/page.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf, withEvidence } from '../finding-of.ts'
import { judgeShared } from './judge-shared.ts'
import { statedReason } from './stated-reason.ts'

/** What a browser gets where the answer to a call of a page is a redirect. */
export interface RedirectedCall {
  /** The address that redirects. */
  readonly from: string
  /** To the request at the address to which it leads. */
  readonly answer: Exchange
  /** `null` at another host than that of the service: browsers hide the page from it (Fetch standard, "HTTP-redirect fetch"). */
  readonly origin: string
  /** `left-out`: browsers send no Authorization to another host (Fetch standard; Chromium 119 and later). */
  readonly authorization: 'sent' | 'left-out'
}

/** Whether a page may read what comes at the end of a redirect, and whether the credential is still accepted there. */
export function judgeRedirected(
  { from, answer, origin, authorization }: RedirectedCall,
  route: CorsPromise['routes'][number],
  cors: CorsPromise,
): Finding | undefined {
  const line = `${quote(from, 160)} redirects to it; browsers follow, with the origin ${origin}`
  const unshared = judgeShared(answer, route, origin, cors)
  if (unshared !== undefined) return withEvidence(unshared, [line])
  if (answer.kind === 'no-answer' || authorization === 'sent' || !lacksToken(answer))
    return undefined
  const { service, path } = route.request
  return findingOf('service.redirected', service, answer, {
    subject: `${route.method} ${path}`,
    promise: `${service} answers ${route.method} ${path} of a page that is signed in`,
    expected: 'an answer without a redirect to another host',
    summary: `${service} redirects ${route.method} ${path} to ${quote(answer.asked.url, 120)}: browsers leave Authorization out at another host, and it answers ${answer.status}`,
    evidence: [line],
  })
}

/** 401, or 403 that says that no token came: the answer of FastAPI's HTTPBearer until 0.121. */
function lacksToken(answer: Answer): boolean {
  return answer.status === 401 || (answer.status === 403 && statedReason(answer) === 'missing')
}
