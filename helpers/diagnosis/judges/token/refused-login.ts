import type { RequestTemplate } from '../../../../contracts/schema/common.ts'
import type { TokenPromise, TokenWay } from '../../../../contracts/schema/tokens.ts'
import type { Answer, Exchange } from '../../../http/exchange.ts'
import { isRefused } from '../../../promise/expectation.ts'
import type { ExperimentResult, Finding } from '../../../record/finding.ts'
import { quote } from '../../../text/quote.ts'
import type { TokenOutcome } from '../../../tokens/obtain-token.ts'
import { noInBody } from '../access/accepted.ts'
import { statedReason } from '../access/stated-reason.ts'
import { describeExchange } from '../describe-exchange.ts'
import type { FindingWords } from '../finding-of.ts'
import { variablesMeant } from './variables-meant.ts'

/** A login that is sent in another format than the issuer reads (415, RFC 9110 §15.5.16). */
export function otherFormat(request: RequestTemplate, issuer: string): Partial<FindingWords> {
  const sent = request.form === undefined ? request.json && 'JSON' : 'a form'
  return {
    summary: `${issuer} does not take the login${sent === undefined ? '' : ` as ${sent}`} (415)`,
    nextSteps: [
      `Compare the format in which ${issuer} reads a login now (\`form\` or \`json\` in the contract) with the one that clients send: if it changed with this deploy, they cannot sign in.`,
    ],
  }
}

/** The summary of a refusal that says no in another way than by an error: a redirect, or a page to sign in. */
export function refusedInWords(
  answer: Exchange,
  issuer: string,
  { title }: TokenWay,
): { readonly summary?: string } {
  if (answer.kind === 'no-answer') return {}
  const { location } = answer.headers
  const no = noInBody(answer)
  const how =
    answer.status >= 300 && answer.status < 400 && location !== undefined
      ? `redirects to ${quote(location, 160)}`
      : no !== undefined && no.said === undefined
        ? `answers with ${no.words}`
        : undefined
  return how === undefined
    ? {}
    : { summary: `${issuer} refuses to issue a user token by ${title}: it ${how}` }
}

/** Words of an issuer that refuses what it was shown, and neither the way of the login nor what the client may do. */
const REFUSES_CREDENTIALS =
  /\b(?:invalid|incorrect|wrong|bad|unknown)[_ :-]*(?:\w+[_ -]){0,3}(?:credentials?|client|user(?:name)?|password|passwd|login|key|secret|account|email)\b|(?:user|account|client)[_ ](?:was )?(?:not[_ ]found|does not exist|unknown)|(?:no such|cannot find(?: the)?) (?:user|account|client)|password (?:is )?(?:wrong|incorrect|expired)|invalid_grant|authentication failed|bad_credentials/i

/**
 * Whether an answer to a login refuses the credentials, whatever its status: by its words, or for the reason with which the
 * contract promises that this very route refuses wrong ones. Parse Server 9.10.0 answers a wrong password with 404.
 */
function refusesCredentials(
  answer: Answer,
  { service, method, path }: RequestTemplate,
  { wrongCredentials }: Pick<TokenPromise, 'wrongCredentials'>,
): boolean {
  return (
    REFUSES_CREDENTIALS.test(answer.text.slice(0, 2048)) ||
    wrongCredentials.some(
      ({ request, refusal }) =>
        refusal.reasons !== undefined &&
        refusal.reasons.length > 0 &&
        request.service === service &&
        request.method === method &&
        request.path === path &&
        isRefused(answer, refusal),
    )
  )
}

/** Whether the issuer has no such login: 404 or 405, where the answer does not refuse the credentials. */
export function lacksLogin(
  answer: Answer,
  request: RequestTemplate,
  promise: Pick<TokenPromise, 'wrongCredentials'>,
): boolean {
  const { status } = answer
  return status === 405 || (status === 404 && !refusesCredentials(answer, request, promise))
}

/**
 * A refused login with credentials of this run: they may be wrong, or what the issuer compares them with has changed. Nothing
 * that is asked from outside shows which, unless the words are about something else.
 */
export function credentialsOfThisRun(
  exchange: Exchange,
  { needs, title, source }: TokenWay,
  promise: TokenPromise,
): Pick<Finding, 'summary' | 'culprit'> {
  if (exchange.kind === 'no-answer' || needs.length === 0 || source.from !== 'request') return {}
  if (![400, 401, 403, 404, 422].includes(exchange.status)) return {}
  const said = exchange.text.slice(0, 2048)
  const isBare = (exchange.status === 401 || exchange.status === 403) && saysNothing(said)
  if (!isBare && !refusesCredentials(exchange, source.request, promise)) return {}
  const { issuer } = promise
  const names = variablesMeant(said, needs, source.request).join(' and ')
  return {
    culprit: 'unclear',
    summary:
      exchange.status === 403 && isBare
        ? `${issuer} answers the ${title} of this run with 403 and no reason: the account of ${names} may not sign in, or a rule refuses every such sign-in`
        : `${issuer} refuses ${names} of this run at its ${title}: either the value of this run is wrong, or the account or key at ${issuer} has changed`,
  }
}

/** Words that say no more than the status 401, as those of Verdaccio 6.8.0, or 403. */
const NO_MORE_THAN_STATUS: ReadonlySet<string> = new Set(
  '401 403 unauthorized forbidden access denied status statuscode code error message'.split(' '),
)

function saysNothing(said: string): boolean {
  return (said.match(/[\p{L}\p{N}]+/gu) ?? []).every((word) =>
    NO_MORE_THAN_STATUS.has(word.toLowerCase()),
  )
}

/** An account that is locked after too many attempts says nothing about the deployment. */
export function accountStep(exchange: Exchange): Pick<Finding, 'nextSteps' | 'culprit'> {
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
export function encodingHint(
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
export function formEvidence(otherForm: TokenOutcome | undefined): readonly ExperimentResult[] {
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

export function describeOutcome(outcome: TokenOutcome): string {
  if (outcome.kind === 'issued') return 'a token'
  if (outcome.kind === 'not-made') return outcome.detail
  return describeExchange(outcome.kind === 'no-answer' ? outcome.noAnswer : outcome.exchange)
}
