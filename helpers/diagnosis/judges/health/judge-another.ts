import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Answer } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import {
  type AnotherAnswersLook,
  isServed,
  readAnotherAnswers,
} from '../../experiments/another-answers.ts'
import { isSameAnswer } from '../../experiments/good-token.ts'
import { withEvidence } from '../finding-of.ts'

/** Statuses that only a server in front of another gives (RFC 9110 §15.6.3, §15.6.5). */
const OF_GATEWAYS: ReadonlySet<number> = new Set([502, 504])

/**
 * The finding about an answer that may not be the app's, after the experiments: where a redirect leads, and whether a
 * path that cannot exist gets the same 502 or 504, which no app gives for every path.
 */
export function judgeAnother(
  finding: Finding,
  answer: Answer,
  service: ServicePromise,
  look: AnotherAnswersLook,
): Finding {
  const judged = withEvidence(finding, readAnotherAnswers(answer, look))
  const { target, nowhere } = look
  if (target !== undefined && isServed(target)) {
    const { url } = target.asked
    const address = URL.canParse(url) ? new URL(url).origin : url
    const step = `Set ${service.urlVariable} to the address that answers, ${quote(address, 160)}, if the redirect is intended.`
    return { ...judged, nextSteps: [step, ...(finding.nextSteps ?? [])] }
  }
  const isEverywhere =
    nowhere !== undefined && answer.json === undefined && isSameAnswer(answer, nowhere)
  if (!isEverywhere) return judged
  const every = `answers ${answer.status} to every path at ${service.urlVariable}, also to one that cannot exist`
  return OF_GATEWAYS.has(answer.status)
    ? {
        ...judged,
        code: 'edge.no-backend',
        summary: `${service.name}: a gateway ${every}: no app answers behind it`,
      }
    : {
        ...judged,
        summary: `${service.name} ${every}: the app refuses to serve, or a server in front of it answers in its place`,
      }
}
