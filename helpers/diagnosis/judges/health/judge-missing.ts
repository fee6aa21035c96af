import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import type { Finding } from '../../../record/finding.ts'
import { counted } from '../../../text/words.ts'
import { readAnotherAnswers } from '../../experiments/another-answers.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'

/** What was asked where the first route of a service answers 404. */
export interface MissingLook {
  /** Answers at the other promised routes, each without a token. */
  readonly others: readonly Exchange[]
  readonly nowhere: Exchange
  /** A base URL above the one that is configured, and its answer to the same path, where it is a promised one. */
  readonly above?: { readonly baseUrl: string; readonly answer: Answer }
}

/**
 * Whether the URL of a service is the reason for a 404: nothing that was promised is there, or the route is there without
 * the base path of the URL. Undefined where one route alone may be missing.
 */
export function judgeMissing(
  first: Answer,
  service: ServicePromise,
  { others, nowhere, above }: MissingLook,
): Finding | undefined {
  const { name, urlVariable } = service
  const asked = [first, ...others]
  const isNothing =
    asked.length > 1 && asked.every((one) => one.kind === 'answer' && isAsNowhere(one, nowhere))
  if (above === undefined && !isNothing) return undefined
  const { method, url } = first.asked
  return findingOf('edge.missing', name, first, {
    promise: `${method} ${url} answers`,
    expected: 'an answer of the application',
    evidence: [
      ...readAnotherAnswers(first, { nowhere, ...(above && { above: above.answer }) }),
      ...others.map((one) => `${one.asked.method} ${one.asked.url}: ${describeExchange(one)}`),
    ],
    ...(above === undefined
      ? {
          summary: `${name}: nothing at ${urlVariable} knows its paths: ${counted(asked.length, 'promised route')} get the same 404 as a path that cannot exist`,
          nextSteps: [
            `Compare ${urlVariable} with the address of the app: its host, its port, and the path below which it is mounted.`,
          ],
        }
      : {
          summary: `${name}: the path in ${urlVariable} is wrong: ${method} ${above.answer.asked.url} answers ${above.answer.status}, and ${url} ${first.status}`,
          nextSteps: [`Set ${urlVariable} to ${above.baseUrl}, if the app is meant to be there.`],
        }),
  })
}

/** Whether an answer is the 404 of a path that cannot exist; many say the path that was asked. */
export function isAsNowhere(answer: Answer, nowhere: Exchange): boolean {
  return (
    nowhere.kind === 'answer' &&
    nowhere.status === 404 &&
    answer.status === 404 &&
    withoutPath(answer) === withoutPath(nowhere)
  )
}

function withoutPath({ text, asked }: Answer): string {
  const { pathname } = new URL(asked.url)
  return text.replaceAll(pathname, '#').replaceAll(/[0-9a-f-]*\d[0-9a-f-]*/gi, '#')
}
