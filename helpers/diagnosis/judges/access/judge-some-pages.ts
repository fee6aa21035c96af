import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { describeExchange, titleSaid } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { isPage } from '../health/answer-signs.ts'
import { countOf, isMixed } from './sometimes.ts'

/** A route that gives the same request a page at some times and none at others: an instance of its service is another app. */
export function judgeSomePages(
  { request: { service, method, path } }: ProtectedRoute,
  what: string,
  answers: readonly Exchange[],
): Finding | undefined {
  const page = answers.find(isPage)
  const count = countOf(answers, (one) => !isPage(one))
  if (page === undefined || !isMixed(count)) return undefined
  const title = titleSaid(page)
  return findingOf('service.wrong-identity', service, page.asked, {
    subject: `${method} ${path}`,
    promise: `${service} answers ${what} at ${method} ${path} in the same way every time`,
    expected: 'an answer of the route',
    got: describeExchange(page),
    summary: `${service} answers ${what} at ${method} ${path} with a web page${title === undefined ? '' : ` (${title})`} ${count.bad} of ${count.all} times, as when one instance is another app`,
    nextSteps: [
      `Look which instances the load balancer or service of ${service} has: one of them serves a web page in place of the API.`,
    ],
  })
}
