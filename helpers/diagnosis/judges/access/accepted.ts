import type { ProtectedRoute } from '../../../../contracts/schema/service.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { saysNo } from '../../../promise/expectation.ts'
import { quote } from '../../../text/quote.ts'
import { reasonIn, titleSaid } from '../describe-exchange.ts'
import { isPage } from '../health/answer-signs.ts'
import { statedReason } from './stated-reason.ts'

/**
 * Whether the route lets the request in: a promised status, and a body that does not say no, neither as the contract
 * promises a refusal nor as an error about access that stands alone in it.
 */
export function isAccepted(exchange: Exchange, route: ProtectedRoute): boolean {
  return (
    exchange.kind === 'answer' &&
    route.accepted.includes(exchange.status) &&
    !saysNo(exchange, route.withoutCredentials) &&
    !saysNo(exchange, route.withWrongToken) &&
    !(errorAlone(exchange) !== undefined && isAboutAccess(exchange))
  )
}

/** How a 2xx answer says no all the same. */
export interface NoInBody {
  /** The error that stands alone in the answer, quoted, or that it is a page to sign in. */
  readonly words: string
  /** The error alone, quoted; absent for a page. */
  readonly said?: string
  /** How a contract promises such a refusal. */
  readonly promise: string
}

/** What a 2xx answer says no with: an error that stands alone in it, or a page to sign in; undefined if it holds anything else. */
export function noInBody(answer: Answer): NoInBody | undefined {
  if (answer.status < 200 || answer.status >= 300) return undefined
  const words = errorAlone(answer)
  if (words !== undefined)
    return { words, said: words, promise: "{ says: { at: 'error', is: ['…'] } }" }
  return SIGN_IN.test(answer.text)
    ? { words: 'a page to sign in', promise: "{ says: { at: 'text', contains: ['password'] } }" }
    : undefined
}

/** The same for a page where the good token gets none: nothing that the route shows is in it. */
export function pageInstead(answer: Answer, good: Exchange | undefined): NoInBody | undefined {
  if (!isPage(answer) || good?.kind !== 'answer' || isPage(good)) return undefined
  const title = titleSaid(answer)
  return {
    words: `a web page${title === undefined ? '' : ` (${title})`}`,
    promise: "{ says: { at: 'text', contains: ['…'] } }",
  }
}

/** The words where the good token gets the same no: the route fails for everybody, and refuses nobody. */
export function failsForAll(
  { request: { service, method, path } }: ProtectedRoute,
  { words }: NoInBody,
  good: Exchange | undefined,
): { readonly summary?: string; readonly nextSteps?: readonly string[] } {
  if (good?.kind !== 'answer' || noInBody(good)?.words !== words) return {}
  return {
    summary: `${service} answers ${method} ${path} with ${good.status} and ${words} in its body, to the good token and to a request without one: the route fails, and nothing shows whether it refuses`,
    nextSteps: [
      `Read the log of ${service} at that moment: the answer says that ${method} ${path} failed, and its status says that it did not.`,
      'Promise what a good answer has (`says` or `has` of a step, or a `schema`): the status alone calls this one good.',
    ],
  }
}

/** A form with a password, in an answer to a request without a good token. */
const SIGN_IN = /<input\b[^>]{0,300}\btype=["']?password/i

const ABOUT_ACCESS =
  /unauthori[sz]ed|unauthenticated|not authenticated|forbidden|access denied|permission denied|invalid.{0,12} token|log ?in required|must (?:log|sign) in/i

function isAboutAccess(answer: Answer): boolean {
  return statedReason(answer) !== undefined || ABOUT_ACCESS.test(answer.text.slice(0, 2048))
}

/** Members of an answer that only say what went wrong. */
const ENVELOPE = new Set(
  'error errors error_description error_uri error_code errorcode errormessage message msg code status statuscode success ok detail details title type reason timestamp path instance requestid request_id traceid trace_id correlationid'.split(
    ' ',
  ),
)

/** Members that a good answer has too, empty in a bad one: GraphQL, JSON-RPC. */
const EMPTY = new Set(['data', 'result', 'payload', 'user'])

/** Members that hold a sentence, of an error or of anything else: only its words can say which. */
const MESSAGES = new Set(['message', 'msg', 'detail'])

/** The error in a JSON answer that holds nothing else, quoted. */
function errorAlone({ json }: Answer): string | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
  const members = Object.entries(json).map(([name, value]) => [name.toLowerCase(), value] as const)
  const isAlone = members.every(
    ([name, value]) => ENVELOPE.has(name) || (EMPTY.has(name) && isEmpty(value)),
  )
  return isAlone && members.some(([name, value]) => isError(name, value))
    ? (reasonIn(json) ?? quote(JSON.stringify(json), 120))
    : undefined
}

/** Nothing, or only fields without a value: GraphQL sets a nullable field that failed to null (October 2021 §6.4.4). */
function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return (value ?? '') === ''
  const fields = Object.values(value)
  return !Array.isArray(value) && fields.length > 0 && fields.every((field) => field === null)
}

function isError(name: string, value: unknown): boolean {
  if (name === 'error' || name === 'errors')
    return Array.isArray(value) ? value.length > 0 : Boolean(value)
  if (name === 'success' || name === 'ok') return value === false
  if (MESSAGES.has(name)) return typeof value === 'string' && ABOUT_ACCESS.test(value)
  // An object cannot be a word: its own toString may be anything.
  const word = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  if (name === 'status') return /^(?:error|fail\w*|4\d\d)$/i.test(word)
  return (name === 'code' || name === 'statuscode') && /^40[13]$/.test(word)
}
