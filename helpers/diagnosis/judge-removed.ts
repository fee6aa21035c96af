import type { RequestStep } from '../../contracts/type/journey.ts'
import type { Exchange } from '../http/exchange.ts'
import { quote } from '../report/quote.ts'
import { describeExchange } from './describe-exchange.ts'
import type { Finding } from './finding.ts'
import { findingOf } from './finding-of.ts'
import { judgeAnswered } from './judge-answered.ts'

/** Something that was created, and what removing it brought; nothing when it was not tried. */
export interface RemovalFact {
  readonly step: RequestStep
  readonly values: Readonly<Record<string, string>>
  readonly removed: { readonly exchange?: Exchange }
}

/** Whether everything created is gone again; what is left is named, so that someone can remove it. */
export function judgeRemoved(removals: readonly RemovalFact[]): readonly Finding[] {
  return removals.flatMap(({ step, values, removed: { exchange } }) => {
    if (
      exchange === undefined ||
      (exchange.kind === 'answer' &&
        (exchange.status < 300 || exchange.status === 404 || exchange.status === 410))
    )
      return []
    const service = step.request.service
    const left = Object.entries(values)
      .map(([name, value]) => `${name} ${quote(value, 120)}`)
      .join(', ')
    const words = {
      promise: `what "${step.title}" created is removed`,
      expected: '2xx, 404 or 410',
      got: describeExchange(exchange),
      subject: `${step.undo?.method} ${step.undo?.path}`,
      evidence: [`left behind: ${left}`],
    }
    const unanswered = judgeAnswered(exchange, service, words.promise)
    return [
      unanswered === undefined
        ? findingOf('route.error', service, exchange.asked, words)
        : {
            ...unanswered,
            subject: words.subject,
            evidence: [...unanswered.evidence, ...words.evidence],
          },
    ]
  })
}
