import type { Refusal, RequestTemplate } from '../../contracts/schema/common.ts'
import type { TokenPromise, TokenWay } from '../../contracts/schema/tokens.ts'
import { statedReason } from '../diagnosis/judges/access/stated-reason.ts'
import { isThrottled } from '../diagnosis/judges/health/answer-signs.ts'
import type { IssuingFact, TriedWay } from '../diagnosis/judges/token/judge-issuing.ts'
import { pause } from '../http/deadline.ts'
import type { Exchange } from '../http/exchange.ts'
import { retryAfter } from '../http/header-fields.ts'
import { withHistory } from '../http/retry.ts'
import { isRefused } from '../promise/expectation.ts'
import { changesInForm, placeholdersOf } from '../promise/template.ts'
import { counted } from '../text/words.ts'
import type { TokenOutcome } from '../tokens/obtain-token.ts'
import type { Extra } from './ask.ts'
import { NotApplicable } from './check-result.ts'
import { judgeable } from './scope.ts'
import type { Session } from './session.ts'

/** The logins of a run, by what they are for; `wrong ID` is one with wrong credentials. */
export type Login = 'user' | 'second-user' | 'refresh' | `wrong ${string}` | 'sign-out' | 'again'

/** What the platform promises of tokens. Throws `NotApplicable` where it has none. */
export function tokensOf({ contract }: Pick<Session, 'contract'>): TokenPromise {
  if (contract.tokens === undefined) throw new NotApplicable('this platform has no tokens')
  return contract.tokens
}

/** What a login is counted by. */
type Counted = Pick<
  TokenPromise,
  'loginsPerRun' | 'ways' | 'refresh' | 'wrongCredentials' | 'signOut'
>

/**
 * Whether a run may send a login. Where a contract says how many it allows, the first so many of a fixed order are sent, so
 * that every run leaves out the same checks: the user that all checks need, the second user, the refresh, wrong credentials
 * in their order, the sign-out, and a second look at a slow login.
 */
export function mayLogin(
  { loginsPerRun, ways, refresh, wrongCredentials, signOut }: Counted,
  login: Login,
): boolean {
  const order: readonly Login[] = [
    'user',
    ...(ways.some(({ users }) => users !== 'one') ? ['second-user' as const] : []),
    ...(refresh === undefined ? [] : ['refresh' as const]),
    ...wrongCredentials.map(({ id }): Login => `wrong ${id}`),
    ...(signOut === undefined ? [] : ['sign-out' as const]),
    'again',
  ]
  return loginsPerRun === undefined || order.slice(0, loginsPerRun).includes(login)
}

/** A need: the run may send the login. Throws `NotApplicable` where it is one too many. */
export function needLogin(promise: Counted, login: Login): void {
  if (!mayLogin(promise, login))
    throw new NotApplicable(
      `the contract allows ${counted(promise.loginsPerRun ?? 0, 'login')} in one run`,
    )
}

/** The longest time that a server on its start may ask for, milliseconds; and the time where it names none. */
const PAUSE_MS = { most: 3_000, usual: 500 }

/**
 * Asks for a token. Minutes after a deploy the health of an issuer can be warm and its login cold: a login that met 502,
 * 503 or 504, or no answer in time, is sent once more, since it changes nothing that a user sees; the check that needed
 * the second one says so. An answer that means "not offered here" stands.
 */
export async function askForToken(
  session: Session,
  template: RequestTemplate,
  { values, unavailable }: { readonly values: Extra; readonly unavailable: readonly Refusal[] },
): Promise<Exchange> {
  const first = await session.ask(template, { values, again: 'if-cold', priority: 'high' })
  if (first.kind !== 'answer' || ![502, 503, 504].includes(first.status)) return first
  if (unavailable.some((refusal) => isRefused(first, refusal))) return first
  const wanted = retryAfter(first.headers['retry-after'], Date.now()) ?? PAUSE_MS.usual
  if (wanted > PAUSE_MS.most) return first
  await pause(wanted, session.stop)
  const second = await session.ask(template, { values, again: 'never', priority: 'high' })
  return second.kind === 'answer' ? judgeable(withHistory(second, first), template.service) : first
}

/**
 * One more login where the last one was refused; none where the platform counts them. What form encoding changes may be right
 * and only be read in the other form. Any other login that went wrong once may have met one instance: one more shows it, and one
 * more where it was an error.
 */
export async function loginOnceMore(
  session: Session,
  last: TriedWay | undefined,
  obtain: (way: TokenWay) => Promise<TokenOutcome>,
): Promise<Pick<IssuingFact, 'otherForm' | 'again'>> {
  if (last?.outcome.kind !== 'refused' || !mayLogin(tokensOf(session), 'again'))
    return { again: [] }
  const other = inOtherForm(session, last.way)
  if (other !== undefined) return { again: [], otherForm: await obtain(other) }
  const { exchange } = last.outcome
  // More of these would prolong the time of a limit, or lock the account.
  if (isThrottled(exchange) || statedReason(exchange) === 'account') return { again: [] }
  const first = await obtain(last.way)
  return { again: exchange.status < 500 ? [first] : [first, await obtain(last.way)] }
}

/** The same way with its client credentials in their other form; undefined where that changes nothing. */
function inOtherForm(session: Session, way: TokenWay): TokenWay | undefined {
  if (way.source.from !== 'request') return undefined
  const { basic } = way.source.request
  if (basic === undefined || !namesIn(basic).some((name) => changesInForm(session.values()(name))))
    return undefined
  const encoding = basic.encoding === 'raw' ? 'form' : 'raw'
  const request = { ...way.source.request, basic: { ...basic, encoding } as const }
  return { ...way, source: { ...way.source, request } }
}

/** The variables in client credentials. */
export function namesIn(basic: RequestTemplate['basic']): readonly string[] {
  return placeholdersOf(`${basic?.user} ${basic?.password}`)
}
