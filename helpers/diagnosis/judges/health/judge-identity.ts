import type { IdentityProof } from '../../../../contracts/schema/health.ts'
import type { ServicePromise } from '../../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { expectedInWords, isExpected } from '../../../promise/expectation.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import { readAnotherAnswers } from '../../experiments/another-answers.ts'
import { isSameAnswer } from '../../experiments/good-token.ts'
import { describeExchange, titleSaid } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { isSentToSignIn, redirectInWords } from './answer-signs.ts'
import { recogniseEdge } from './edge-of.ts'
import { isAsNowhere } from './judge-missing.ts'
import { clientRefused, wallSteps } from './judge-wall.ts'
import { otherUrlInWords } from './other-url.ts'

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
  /** The same with the User-Agent of a browser. */
  readonly asBrowser?: Exchange
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
  const like = other === undefined ? likeNowhere(answers, others.nowhere) : undefined
  const isNamed = other !== undefined || contradiction !== undefined
  const plain = !isNamed && about.exchange.kind === 'answer' ? about.exchange : undefined
  const { code, ...words } = whatAnswers(service, plain, like)
  const wall = like?.code === 'edge.missing' || plain === undefined ? undefined : plain
  return findingOf(code, service.name, about.exchange.asked, {
    ...words,
    ...(contradiction &&
      other === undefined &&
      otherUrlInWords(service, about.proof, said(about.proof, about.exchange))),
    ...(like && wall && { nextSteps: wallSteps(wall), ...clientRefused(wall, service, others) }),
    ...(other && {
      subject: other.name,
      summary: `${service.name}: ${other.name} answers in its place at ${service.urlVariable}, ${about.exchange.asked.url}`,
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
      ...(others.nowhere === undefined ? [] : readAnotherAnswers(about.exchange, others)),
      ...(like === undefined ? [] : [like.either]),
    ],
  })
}

/**
 * What answers in place of the service: an edge, something that answers every path alike, a redirect, or another app.
 * @param plain the answer, where it names no service.
 */
function whatAnswers(
  { name, urlVariable }: ServicePromise,
  plain: Answer | undefined,
  like: LikeNowhere | undefined,
): Pick<Finding, 'code' | 'summary' | 'said'> {
  const edge = plain && recogniseEdge(plain)
  if (plain && edge)
    return {
      code: `edge.${edge.means}`,
      summary: `${name}: ${edge.name} answers in place of the app at ${plain.asked.url}`,
    }
  if (like !== undefined) return { code: like.code, summary: `${name}: ${like.says(urlVariable)}` }
  const title = plain && titleSaid(plain)
  const redirects = plain && redirectInWords(plain)
  return {
    code: redirects ? 'service.redirected' : 'service.wrong-identity',
    ...(redirects && { summary: `${name} ${redirects}` }),
    ...(title !== undefined && { said: title }),
  }
}

/** What answers that are those of a path that cannot exist mean. */
interface LikeNowhere {
  readonly code: 'edge.missing' | 'edge.refused' | 'route.forbidden'
  /** What is so at the URL of this variable. */
  readonly says: (variable: string) => string
  /** The two that no request from outside distinguishes. */
  readonly either: string
}

/** Whether every answer is the 404 of a path that cannot exist, or one page that refuses every path; undefined if not. */
function likeNowhere(
  answers: readonly IdentityAnswer[],
  nowhere: Exchange | undefined,
): LikeNowhere | undefined {
  if (nowhere?.kind !== 'answer') return undefined
  const { status, text } = nowhere
  if (answers.every(({ exchange }) => exchange.kind === 'answer' && isSentToSignIn(exchange)))
    return {
      code: isSentToSignIn(nowhere) ? 'edge.refused' : 'route.forbidden',
      says: (variable) =>
        isSentToSignIn(nowhere)
          ? `every path at ${variable} redirects to a sign-in page, also one that cannot exist`
          : `its paths at ${variable} redirect to a sign-in page`,
      either: 'a sign-in in front of the app, or an app that asks everybody to sign in first',
    }
  if (answers.every(({ exchange }) => exchange.kind === 'answer' && isAsNowhere(exchange, nowhere)))
    return {
      code: 'edge.missing',
      says: (variable) =>
        `nothing at ${variable} knows its paths: each gets the same 404 as a path that cannot exist`,
      either: 'a router without a route for this host, or an app without these paths',
    }
  const isAlike = answers.every(
    ({ exchange }) =>
      exchange.kind === 'answer' && exchange.status === status && isSameAnswer(exchange, nowhere),
  )
  return isAlike && status >= 400 && status < 500 && status !== 404
    ? refusedAlike(status, text)
    : undefined
}

/** One answer that refuses every path. */
function refusedAlike(status: number, text: string): LikeNowhere {
  const isPage = /^\s*</.test(text)
  const either =
    status === 401 || status === 403
      ? 'a wall in front of the app, or an app that asks everybody to sign in first'
      : 'a server in front of the app, or an app that refuses every request'
  return {
    code: isPage || (status !== 401 && status !== 403) ? 'edge.refused' : 'route.forbidden',
    says: (variable) =>
      `every path at ${variable} gets the same ${isPage ? `page with ${status}` : status}, also one that cannot exist: ${either}`,
    either,
  }
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
