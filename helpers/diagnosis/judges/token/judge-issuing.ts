import type { RequestTemplate } from '../../../../contracts/schema/common.ts'
import type { TokenPromise, TokenWay } from '../../../../contracts/schema/tokens.ts'
import type { Kind } from '../../../../env/kind.ts'
import type { Exchange } from '../../../http/exchange.ts'
import type { ExperimentResult, Finding } from '../../../record/finding.ts'
import type { TokenOutcome } from '../../../tokens/obtain-token.ts'
import { noInBody } from '../access/accepted.ts'
import { statedReason } from '../access/stated-reason.ts'
import { describeExchange, keysOf, reasonSaid } from '../describe-exchange.ts'
import { type FindingWords, findingOf, withEvidence } from '../finding-of.ts'
import { judgeRouteAnswered } from '../health/judge-answered.ts'

/** The result of asking for a token, as far as the judge needs it. */
export interface IssuingFact {
  readonly issued?: object
  readonly tried: readonly { readonly way: TokenWay; readonly outcome: TokenOutcome }[]
  readonly unset: readonly { readonly way: TokenWay; readonly missing: readonly string[] }[]
  /** Variables of client credentials whose values form encoding changes. */
  readonly changedInForm?: readonly string[]
  /** The refused login once more, with these in their other form. */
  readonly otherForm?: TokenOutcome
}

/** Words of an issuer that lacks the key or the settings of a way: its own fault, whatever the status. */
const SERVER_LACKS_KEY =
  /not[ _](?:been[ _])?configured|misconfigured|missing[ _]configuration|configuration[ _](?:is[ _])?missing|no (?:signing |secret |private )?key (?:is )?(?:configured|set|available)|(?:key|secret)\S* (?:is|was) not (?:set|provided)/i

/**
 * Whether a token was issued. If not, the last way that was tried names the fault; a server that
 * has no key to compare with, or no way configured at all, is `not-configured`.
 */
export function judgeIssuing(
  { issued, tried, unset, changedInForm = [], otherForm }: IssuingFact,
  promise: TokenPromise,
  kind: Kind,
): Finding | undefined {
  if (issued !== undefined) return undefined
  const words = {
    promise: `${promise.issuer} issues a user token`,
    evidence: [
      ...tried.map(({ way, outcome }) => `${way.title}: ${describeOutcome(outcome)}`),
      ...unset.map(
        ({ way, missing }) => `${way.title}: not tried, ${missing.join(' and ')} not set`,
      ),
    ],
  }
  const last = tried.findLast(({ outcome }) => outcome.kind !== 'unavailable') ?? tried.at(-1)
  if (last === undefined)
    return findingOf(
      'token.not-configured',
      promise.issuer,
      'nothing: no way to a token is configured',
      {
        ...words,
        subject: unset.flatMap(({ missing }) => missing).join(', '),
        expected: `one of ${unset.map(({ way, missing }) => `${missing.join(' + ')} (${way.title})`).join(', ')}`,
        got: `none is set for this ${kind} environment`,
      },
    )
  const { way, outcome } = last
  if (outcome.kind === 'issued') return undefined
  if (outcome.kind === 'not-made' || way.source.from !== 'request')
    return findingOf(
      'token.not-configured',
      promise.issuer,
      `nothing: ${way.title} sends no request`,
      {
        ...words,
        subject: way.needs.join(', '),
        expected: 'a token',
        got: describeOutcome(outcome),
      },
    )
  const { request, token } = way.source
  const exchange = outcome.kind === 'no-answer' ? outcome.noAnswer : outcome.exchange
  const unanswered = judgeRouteAnswered(exchange, request, words.promise)
  const serverLacksKey =
    exchange.kind === 'answer' &&
    unanswered?.code.startsWith('edge.') !== true &&
    SERVER_LACKS_KEY.test(exchange.text.slice(0, 2048))
  if (unanswered !== undefined && !serverLacksKey) return withEvidence(unanswered, words.evidence)
  const no = exchange.kind === 'answer' ? noInBody(exchange) : undefined
  const code =
    outcome.kind === 'no-token' && no === undefined
      ? 'token.malformed'
      : serverLacksKey
        ? 'token.not-configured'
        : exchange.kind === 'answer' && exchange.status === 404
          ? 'route.missing'
          : 'token.refused'
  const said = reasonSaid(exchange) ?? no?.words
  return findingOf(code, promise.issuer, exchange.asked, {
    ...words,
    evidence: [...keysOf(exchange), ...words.evidence, ...formEvidence(otherForm)],
    ...(code === 'token.refused' && encodingHint(request, changedInForm, promise, otherForm)),
    subject: code === 'route.missing' ? `${request.method} ${request.path}` : way.title,
    expected: `2xx with a token at ${token}`,
    got: describeExchange(exchange),
    ...(code === 'token.refused' && accountStep(exchange)),
    ...(said !== undefined && { said }),
  })
}

/** An account that is locked after too many attempts says nothing about the deployment. */
function accountStep(exchange: Exchange): Pick<Finding, 'nextSteps' | 'culprit'> {
  if (exchange.kind !== 'answer' || statedReason(exchange) !== 'account') return {}
  const isLocked = /lock|too[ _]many|attempts/i.test(exchange.text.slice(0, 2048))
  return {
    nextSteps: [
      isLocked
        ? 'Unlock the account of this run, and look for who tried to sign in as it so often; the deployment is no reason to roll back.'
        : 'Look at the account of this run at the issuer: disabled, not confirmed, or missing since its data was restored.',
    ],
    ...(isLocked && { culprit: 'this-run' }),
  }
}

/**
 * A refused secret with `+` or `%` may be right: issuers differ in whether they decode it (RFC 6749 §2.3.1). The same
 * login in the other form shows which it is; without it, the hint is a guess.
 */
function encodingHint(
  { basic }: RequestTemplate,
  changed: readonly string[],
  { issuer }: TokenPromise,
  otherForm: TokenOutcome | undefined,
): Partial<FindingWords> {
  const inPlay = changed.filter((name) => `${basic?.user} ${basic?.password}`.includes(`{${name}}`))
  if (basic === undefined || inPlay.length === 0) return {}
  const names = inPlay.join(' and ')
  const [sent, other] =
    basic.encoding === 'raw'
      ? ['as it stands', "leave out encoding: 'raw'"]
      : ['form-encoded', "write encoding: 'raw'"]
  const step = `${other} beside \`basic\` in the contract (RFC 6749 §2.3.1).`
  if (otherForm?.kind === 'issued')
    return {
      culprit: 'this-run',
      summary: `${issuer} refuses ${names} ${sent} in Basic, and issues a token for it in the other form: the value is right`,
      nextSteps: [`${step.charAt(0).toUpperCase()}${step.slice(1)}`],
    }
  return otherForm === undefined
    ? {
        nextSteps: [
          `A guess: ${names} has characters that form encoding changes (such as + or %), and was sent ${sent} in Basic. If the value is right, ${issuer} may read the other form; ${step}`,
        ],
      }
    : {}
}

/** What the same login in the other form brought. */
function formEvidence(otherForm: TokenOutcome | undefined): readonly ExperimentResult[] {
  if (otherForm === undefined) return []
  return [
    {
      kind: 'experiment',
      changed: 'the same login with id and secret in the other form of Basic',
      saw: describeOutcome(otherForm),
      ...(otherForm.kind === 'refused' && {
        excludes: 'the form of the credentials in Basic as the only fault',
      }),
    },
  ]
}

function describeOutcome(outcome: TokenOutcome): string {
  if (outcome.kind === 'issued') return 'a token'
  if (outcome.kind === 'not-made') return outcome.detail
  return describeExchange(outcome.kind === 'no-answer' ? outcome.noAnswer : outcome.exchange)
}
