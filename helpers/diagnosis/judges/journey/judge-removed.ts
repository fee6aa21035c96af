import type { RequestTemplate } from '../../../../contracts/schema/common.ts'
import type { RequestStep } from '../../../../contracts/schema/journey.ts'
import type { Asked, Exchange } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf, withEvidence } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'

/** Something that was created, by what request, and what removing it brought: nothing where its answer did not name it. */
export interface RemovalFact {
  readonly step: RequestStep
  readonly created: Asked
  readonly values: Readonly<Record<string, string>>
  /** The request that removes it, and its answer. */
  readonly undo?: RequestTemplate
  readonly exchange?: Exchange | undefined
}

/** Whether everything created is gone again; what is left is named, so that someone can remove it. */
export function judgeRemoved(removals: readonly RemovalFact[]): readonly Finding[] {
  return removals.flatMap(
    ({ step, created, values, undo = step.undo[0] ?? step.request, exchange }) => {
      const service = step.request.service
      const promise = `what "${step.title}" created is removed`
      if (exchange === undefined)
        return [
          findingOf('route.shape', service, created, {
            promise,
            expected: `an answer that names it at ${Object.values(step.keeps).join(', ')}`,
            got: 'no name that a request could be made of, so it is left behind',
            subject: `${step.request.method} ${step.request.path}`,
          }),
        ]
      if (
        exchange.kind === 'answer' &&
        (exchange.status < 300 || exchange.status === 404 || exchange.status === 410)
      )
        return []
      const left = Object.entries(values)
        .map(([name, value]) => `${name} ${quote(value, 120)}`)
        .join(', ')
      const words = {
        promise,
        expected: '2xx, 404 or 410',
        got: describeExchange(exchange),
        subject: `${undo.method} ${undo.path}`,
        evidence: [`left behind: ${left}`],
      }
      const unanswered = judgeRouteAnswered(exchange, undo, promise)
      return [
        unanswered === undefined
          ? findingOf(codeOf(exchange), service, exchange.asked, words)
          : withEvidence({ ...unanswered, subject: words.subject }, words.evidence),
      ]
    },
  )
}

/** As a step is judged: the right to remove what one created is a matter of the token, a method that is not there one of the route. */
function codeOf(exchange: Exchange): Code {
  const status = exchange.kind === 'answer' ? exchange.status : undefined
  if (status === 401 || status === 403) return 'route.forbidden'
  return status === 405 ? 'route.missing' : 'route.error'
}
