import type { IdentityProof } from '../../../../contracts/schema/health.ts'
import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Exchange } from '../../../http/exchange.ts'
import { expectedInWords, isExpected } from '../../../promise/expectation.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { readAnotherAnswers } from '../../experiments/another-answers.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { recogniseEdge } from './edge-of.ts'

/** A route on which a service names itself, and its answer. */
export interface IdentityAnswer {
  readonly proof: IdentityProof
  readonly exchange: Exchange
}

/** The other services that might answer at this URL, and the answers at their identity routes. */
export interface Others {
  readonly services: readonly ServicePromise[]
  readonly asked: readonly { readonly path: string; readonly exchange: Exchange }[]
  /** The answer at a path that cannot exist: if the others are the same, no path is known at this URL. */
  readonly nowhere?: Exchange
}

/**
 * Whether the expected service answers at this URL. One proof that names it is enough; a proof that names another
 * service, or no proof at all, means that something else answers. If it is another service of the platform, the
 * finding names it.
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
  const edge =
    other === undefined && contradiction === undefined && about.exchange.kind === 'answer'
      ? recogniseEdge(about.exchange)
      : undefined
  return findingOf(
    edge !== undefined ? `edge.${edge.means}` : unknown ? 'edge.missing' : 'service.wrong-identity',
    service.name,
    about.exchange.asked,
    {
      ...(edge !== undefined && {
        summary: `${service.name}: ${edge.name} answers in place of the app at ${about.exchange.asked.url}`,
      }),
      ...(edge === undefined &&
        unknown && {
          summary: `${service.name}: nothing at ${service.urlVariable} knows its paths: each gets the same 404 as a path that cannot exist`,
        }),
      ...(other && {
        subject: other.name,
        nextSteps: [
          `It is ${other.name} that answers here: ${service.urlVariable} holds its URL, give it the one of ${service.name}.`,
        ],
      }),
      promise: `${service.name} says who it is`,
      expected: answers
        .map(
          ({ proof }) => `${expectedInWords({ ...proof, at: `${proof.at} of GET ${proof.path}` })}`,
        )
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
        ...(others.nowhere === undefined
          ? []
          : readAnotherAnswers(about.exchange, { nowhere: others.nowhere })),
        ...(unknown
          ? ['a router without a route for this host, or an app without these paths']
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

/** The answers in which another service names itself. */
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
  return isExpected(value, proof)
}
