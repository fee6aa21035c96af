import type { TokenPromise } from '../../../../contracts/schema/tokens.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { expectedInWords } from '../../../promise/expectation.ts'
import { lookUp } from '../../../promise/where.ts'
import type { Code } from '../../../record/code.ts'
import { type ExperimentResult, type Finding, tried } from '../../../record/finding.ts'
import { isSameAnswer } from '../../experiments/good-token.ts'
import { countOf, onSomeInstance } from '../access/sometimes.ts'
import { describeExchange, reasonSaid } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'
import { askerOf, refusesClient, verdictOf } from './read-verdict.ts'

/** The issuer's answers about a token, and about a word that is no token. */
export interface VerdictFact {
  readonly exchange: Exchange
  /** The answer to the same question about a word; undefined where it was not asked. */
  readonly word?: Exchange
  /** What came when the same was asked again, where the first answer was a no. */
  readonly again?: readonly Exchange[]
}

/** Whether the issuer calls its own token valid, and names the user it was issued to. */
export function judgeVerdict(
  { exchange, word, again = [] }: VerdictFact,
  issued: { readonly subject?: string },
  promise: TokenPromise,
): Finding | undefined {
  const { verify, issuer } = promise
  const title = `${issuer} calls its own token valid`
  if (verify === undefined) return undefined
  const unanswered = judgeRouteAnswered(exchange, verify.request, title)
  if (unanswered !== undefined || exchange.kind !== 'answer') return unanswered
  const subject = `${verify.request.method} ${verify.request.path}`
  const words = {
    promise: title,
    expected: expectedInWords(verify.valid),
    got: describeExchange(exchange),
  }
  if (exchange.status === 404 || exchange.status === 405)
    return findingOf('route.missing', issuer, exchange.asked, { ...words, subject })
  const verdict = verdictOf(exchange, verify)
  if (verdict === 'none')
    return findingOf(
      askerCode(exchange, askerOf(verify.request).length > 0),
      issuer,
      exchange.asked,
      {
        ...words,
        subject,
        ...noVerdict(exchange, promise),
        evidence: [...aboutWord(exchange, word)],
      },
    )
  if (verdict === 'invalid')
    return findingOf('trust.token-rejected', issuer, exchange.asked, {
      ...words,
      summary: `${issuer} does not call its own token valid, moments after it issued the token`,
      ...onSomeInstance(
        `${issuer} does not call its own token valid`,
        countOf([exchange, ...again], (one) => verdictOf(one, verify) === 'valid'),
      ),
      evidence: [`${issuer} issued this token moments ago`, ...aboutWord(exchange, word)],
    })
  const named = verify.subject === undefined ? undefined : lookUp(exchange, verify.subject)
  if (issued.subject === undefined || named === undefined || named === issued.subject)
    return undefined
  return findingOf('token.claims', issuer, exchange.asked, {
    ...words,
    subject: verify.subject ?? '',
    expected: `${verify.subject}: the user it was issued to`,
  })
}

/** Whether the issuer calls a token valid that it never issued: then its verdict protects no service that asks for it. */
export function judgeWrongVerdict(
  exchange: Exchange,
  what: string,
  open: 'auth.open' | 'auth.accepts-forged',
  { issuer, verify }: TokenPromise,
): Finding | undefined {
  if (verify === undefined || verdictOf(exchange, verify) !== 'valid') return undefined
  const subject = `${verify.request.method} ${verify.request.path}`
  return findingOf(open, issuer, exchange, {
    subject,
    promise: `${issuer} does not call ${what} a valid token`,
    expected: `a refusal, or ${expectedInWords(verify.valid).replace(': ', ' other than ')}`,
    summary: `${issuer} calls ${what} a valid token at ${subject}: its verdict says yes to what it never issued`,
    evidence: [`${issuer} never issued ${what}, and calls it valid`],
  })
}

/** The fault when the question itself is refused: the credentials of the caller, its right to ask, or the form. */
function askerCode(exchange: Answer, isKnown: boolean): Code {
  const { status } = exchange
  if (!isKnown && refusesClient(exchange)) return 'route.forbidden'
  if (status === 401 || refusesClient(exchange)) return 'trust.secret-mismatch'
  return status === 403 ? 'route.forbidden' : 'route.shape'
}

function noVerdict(exchange: Answer, { verify, issuer }: TokenPromise) {
  const asker = verify === undefined ? [] : askerOf(verify.request)
  const said = reasonSaid(exchange)
  const why = `${exchange.status}${said === undefined ? '' : ` ${said}`}`
  if (asker.length === 0 && refusesClient(exchange))
    return {
      summary: `${issuer} answers nobody without credentials of a client about a token (${why}): that is no verdict on the token`,
      nextSteps: [
        'Give `verify` of the contract the credentials of a client that may ask about tokens (RFC 7662 §2.1), in `basic` or in `form`.',
      ],
    }
  if (askerCode(exchange, asker.length > 0) === 'route.shape' || asker.length === 0)
    return {
      summary: `${issuer} answers the question about a token with ${why}: that is no verdict on the token`,
      nextSteps: [
        `Ask ${issuer} about a token of this kind by hand: some issuers introspect opaque tokens only (RFC 7662 leaves it open), and then the contract has no \`verify\`.`,
      ],
    }
  return {
    summary: `${issuer} refuses the client that asks about tokens, by ${asker.join(' and ')} (${why}): that is no verdict on the token`,
    nextSteps: [
      `Compare ${asker.join(' and ')} of this run with the client as it is registered at ${issuer}, and check that this client may ask about tokens (RFC 7662 §2.1).`,
    ],
  }
}

/** The experiment that separates the token from the caller: the same question about a word. */
function aboutWord(exchange: Answer, word: Exchange | undefined): readonly ExperimentResult[] {
  if (word === undefined) return []
  const isSame = isSameAnswer(exchange, word)
  return [
    tried(
      'the same question about a word that is no token',
      isSame ? 'the same answer' : describeExchange(word),
    ),
  ]
}
