import type { IdentityProof, ServicePromise } from '../../../../contracts/type/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { sameWord } from '../../../promise/expectation.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'

/** One place where a service says who it is, and what came when it was asked. */
export interface IdentityAnswer {
  readonly proof: IdentityProof
  readonly exchange: Exchange
}

/** The other services that might answer here, and what came where they would say who they are. */
export interface Others {
  readonly services: readonly ServicePromise[]
  readonly asked: readonly { readonly path: string; readonly exchange: Exchange }[]
  /** What came at a path that cannot exist: an answer like the others means that no path is known here. */
  readonly nowhere?: Exchange
}

/**
 * Whether the service is the one it is taken for: one proof that names it is enough; a proof that
 * names another, or none that names any, means that something else answers at this URL. When
 * another service of the platform answers here, it is named.
 */
export function judgeIdentity(
  answers: readonly IdentityAnswer[],
  service: ServicePromise,
  others: Others = { services: [], asked: [] },
): Finding | undefined {
  const proved = answers.some(({ proof, exchange }) => saysIs(proof, said(proof, exchange)))
  const contradiction = answers.find(
    ({ proof, exchange }) =>
      typeof said(proof, exchange) === 'string' && !saysIs(proof, said(proof, exchange)),
  )
  const about = contradiction ?? answers[0]
  if (about === undefined || (proved && contradiction === undefined)) return undefined
  const other = others.services.find(
    (candidate) => candidate.name !== service.name && provedBy(candidate, others.asked).length > 0,
  )
  const unknown = other === undefined && isLikeNowhere(answers, others.nowhere)
  return findingOf(
    unknown ? 'edge.missing' : 'service.wrong-identity',
    service.name,
    about.exchange.asked,
    {
      ...(unknown && {
        summary: `${service.name}: nothing behind ${service.urlVariable} knows its paths: each gets the 404 of a path that cannot exist`,
      }),
      ...(other && {
        subject: other.name,
        nextSteps: [
          `It is ${other.name} that answers here: ${service.urlVariable} holds its URL, give it the one of ${service.name}.`,
        ],
      }),
      promise: `${service.name} says who it is`,
      expected: answers
        .map(({ proof }) => `${proof.at} of GET ${proof.path}: ${proof.is.join(' or ')}`)
        .join('; or '),
      got:
        contradiction === undefined
          ? describeExchange(about.exchange)
          : `${about.proof.at}: ${quote(String(said(about.proof, about.exchange)), 120)}`,
      evidence: [
        ...answers
          // Without a contradiction this answer is already the `got` of the finding.
          .filter((answer) => answer !== about || contradiction !== undefined)
          .map(({ proof, exchange }) => `GET ${proof.path}: ${describeExchange(exchange)}`),
        ...(other === undefined ? [] : provedBy(other, others.asked)),
        ...(unknown
          ? [
              'asked for a path that cannot exist, it gives the same answer: a router without a route for this host, or an app without these paths',
            ]
          : []),
      ],
    },
  )
}

/** Whether every answer is the 404 of a path that cannot exist. */
function isLikeNowhere(answers: readonly IdentityAnswer[], nowhere: Exchange | undefined): boolean {
  return (
    nowhere?.kind === 'answer' &&
    nowhere.status === 404 &&
    answers.every(
      ({ exchange }) =>
        exchange.kind === 'answer' && exchange.status === 404 && exchange.text === nowhere.text,
    )
  )
}

/** Where another service says in these answers that it is the one: nowhere, when it is not. */
function provedBy(other: ServicePromise, asked: Others['asked']): readonly string[] {
  return other.identity.flatMap((proof) =>
    asked
      .filter(({ path, exchange }) => path === proof.path && saysIs(proof, said(proof, exchange)))
      .map(
        ({ path, exchange }) =>
          `GET ${path}: ${proof.at} is ${quote(String(said(proof, exchange)), 120)}, by which ${other.name} is known`,
      ),
  )
}

function said(proof: IdentityProof, exchange: Exchange): unknown {
  return exchange.kind === 'answer' ? lookUp(exchange, proof.at) : undefined
}

function saysIs(proof: IdentityProof, value: unknown): boolean {
  return proof.is.some((word) => sameWord(value, word))
}
