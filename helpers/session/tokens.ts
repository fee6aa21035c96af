import type { TokenPromise, TokenWay, WrongCredentials } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import { isAlike } from '../diagnosis/experiments/good-token.ts'
import type { CookieFact } from '../diagnosis/judges/token/judge-cookie.ts'
import { judgeWrongCredentials } from '../diagnosis/judges/token/judge-credentials.ts'
import type { RefreshFact } from '../diagnosis/judges/token/judge-refresh.ts'
import { judgeFormat } from '../diagnosis/judges/token/judge-token.ts'
import { judgeVerdict } from '../diagnosis/judges/token/judge-verdict.ts'
import type { Exchange } from '../http/exchange.ts'
import { lookUp } from '../promise/where.ts'
import type { Finding } from '../record/finding.ts'
import { decodeToken } from '../tokens/decode-token.ts'
import type { TokenOutcome } from '../tokens/obtain-token.ts'
import type { SignatureFact } from '../tokens/verify-signature.ts'
import type { Extra } from './ask.ts'
import { Blocked, NotApplicable, needNoFailure } from './check-result.ts'
import { createIssuing, type Issued, type Issuing, type IssuingTools, type Who } from './issuing.ts'
import { type LoginBudget, loginBudget } from './login.ts'
import { waitingFor } from './scope.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'
import { cookieOf, routesWithCookie } from './session-cookie.ts'
import { createPublishedKeys, type PublishedKeys, signatureOf } from './token-signature.ts'
import { lookAtWall } from './wall-look.ts'

export interface Tokens extends PublishedKeys, Verdicts {
  /** The cookie that carried the token; undefined where it came another way. */
  cookie(who: Who): Promise<CookieFact | undefined>
  readonly promise: TokenPromise
  /** The values of that user for templates. */
  user(who: Who): Extra
  issuing(who: Who): Promise<Issuing>
  judgeIssuing(who: Who): Promise<Finding | undefined>
  /** A need: a token of that user. Throws `NotApplicable`, not `Blocked`, if no second user is configured here. */
  need(who: Who): Promise<Issued>
  /** Whether that user's token is of the promised kind. */
  judgeFormat(who: Who): Promise<Finding | undefined>
  /** Whether the issuer calls the user's token valid. */
  judgeVerdict(): Promise<Finding | undefined>
  /** The check of that user's token signature. Throws `NotApplicable` if no key is known. */
  signature(who: Who): Promise<SignatureFact>
  /**
   * A refresh token of a session of its own: many issuers end the old access token with a refresh (RFC 6749 §10.4), and
   * every other check still needs the first one. Where the way signs in one user only, it waits until no other check needs
   * the first session, for some issuers allow one of each user. Undefined where the way gives none.
   */
  refreshable(): Promise<Issued['refreshToken']>
  /** One more token in the same way, in a session of its own; of another user where the way signs in any. */
  another(way: TokenWay): Promise<TokenOutcome>
  /** One more token of the user, obtained once a run and only after a failure; undefined where the contract allows no more logins. */
  renewed(): Promise<Secret | undefined>
  refreshed(refreshToken: Secret): Promise<RefreshFact>
  /** Whether wrong credentials are refused. Throws `Blocked` where the right ones got the same answer, which says nothing of a check. */
  judgeWrong(wrong: WrongCredentials): Promise<Finding | undefined>
}

export function createTokens(session: Session, services: Services, promise: TokenPromise): Tokens {
  const budget = loginBudget(promise)
  const issuer = createIssuing(session, promise, budget)
  const { user, issuing, judgeTime } = issuer

  const judge = async (who: Who) => {
    const outcome = (await issuing(who)).tried.at(-1)?.outcome
    return lookAtWall(
      session,
      session.service(promise.issuer),
      await issuer.judgeIssuing(who),
      outcome?.kind === 'refused' ? outcome.exchange : undefined,
    )
  }

  const need: Tokens['need'] = async (who) => {
    await services.need(promise.issuer)
    const { issued, tried } = await issuing(who)
    if (issued !== undefined) return issued
    if (who === 'second-user' && tried.length === 0)
      throw new NotApplicable('no way to a second user is configured for this environment')
    const finding = await judge(who)
    throw finding === undefined
      ? new NotApplicable('no token can be had here')
      : new Blocked([finding])
  }

  const verdicts = createVerdicts(session, promise)
  const { keySets, jwks } = createPublishedKeys(session, promise)

  return {
    promise,
    user,
    issuing,
    need,
    ...verdicts,
    judgeVerdict: () =>
      session.once('own verdict', async () => {
        const issued = await need('user')
        const exchange = await verdicts.verify(issued.token)
        return judgeVerdict({ exchange, word: await verdicts.verifyWord() }, issued, promise)
      }),
    jwks,
    keySets,
    cookie: async (who) => cookieOf(await need(who), routesWithCookie(session, promise)),
    judgeIssuing: async (who) => (await judge(who)) ?? (who === 'user' ? judgeTime() : undefined),
    judgeFormat: async (who) => {
      const issued = await need(who)
      const { jwt } = promise
      return jwt && judgeFormat({ decoded: decodeToken(issued.token), ...issued }, promise, jwt)
    },
    signature: async (who) => signatureOf(session, promise, await need(who), jwks),
    ...createOtherSessions(session, { promise, budget, issuer, need }),
    refreshed: async (refreshToken) => {
      if (promise.refresh === undefined)
        throw new NotApplicable('this platform refreshes no tokens')
      const exchange = await session.ask(promise.refresh.request, { values: { refreshToken } })
      if (exchange.kind !== 'answer') return { exchange }
      const [fresh] = [promise.refresh.token, promise.refresh.refreshToken].map((where) => {
        const token = where && lookUp(exchange, where)
        return typeof token === 'string' ? session.secret(token) : undefined
      })
      return fresh !== undefined && promise.verify !== undefined
        ? { exchange, verified: await verdicts.verify(fresh) }
        : { exchange }
    },
    judgeWrong: async (wrong) => {
      budget.need(`wrong ${wrong.id}`)
      const missing = session.unset(wrong.needs)
      if (missing.length > 0) throw new NotApplicable(`${missing.join(' and ')} not set`)
      const exchange = await session.ask(wrong.request, { values: user('user'), again: 'never' })
      const finding = judgeWrongCredentials(exchange, wrong, promise)
      if (finding === undefined) return undefined
      const { issued, tried } = await issuing('user')
      const outcome = tried.at(-1)?.outcome
      const login = outcome !== undefined && 'exchange' in outcome ? outcome.exchange : undefined
      if (issued === undefined && login !== undefined && isAlike(login, exchange))
        needNoFailure(await judge('user'))
      return finding
    },
  }
}

interface SessionTools extends Pick<Tokens, 'promise' | 'need'> {
  readonly budget: LoginBudget
  readonly issuer: IssuingTools
}

/** Tokens of the user in sessions of their own, beside the one that all checks use. */
function createOtherSessions(
  session: Session,
  { promise, budget, issuer, need }: SessionTools,
): Pick<Tokens, 'refreshable' | 'another' | 'renewed'> {
  /** Another session may end the first one. Where a sign-out ends one session of several, a user may have several. */
  const another = async (way: TokenWay) => {
    const mayEndFirst =
      way.users === 'one' && promise.sessions === 'one' && promise.signOut?.ends !== 'session'
    if (mayEndFirst) await waitingFor('needs', session.others.haveEnded())
    return issuer.another(way)
  }
  return {
    refreshable: async () => {
      const { way, refreshToken } = await need('user')
      if (refreshToken === undefined || way.source.from !== 'request') return refreshToken
      budget.need('refresh')
      const own = await another(way)
      return own.kind === 'issued' ? (own.refreshToken ?? refreshToken) : refreshToken
    },
    another: async (way) => {
      budget.need('sign-out')
      return another(way)
    },
    renewed: () =>
      session.once('renewed token', async () => {
        const { way } = await need('user')
        if (way.source.from !== 'request' || !budget.has('again')) return undefined
        const newer = await issuer.obtain(way, 'user')
        return newer.kind === 'issued' ? newer.token : undefined
      }),
  }
}

/** A token of no kind: every verifier refuses it, and its words may stand in reports. */
export const NO_TOKEN = new Secret('post-deploy-smoke-no-token')

/** The issuer's own verdicts on tokens. Both throw `NotApplicable` where the platform offers no route for it. */
export interface Verdicts {
  /** The answer to the question whether this token is good. */
  verify(token: Secret): Promise<Exchange>
  /** The answer to the same question about a word that is no token, asked once a run. */
  verifyWord(): Promise<Exchange>
}

function createVerdicts(session: Session, promise: TokenPromise): Verdicts {
  const verify: Verdicts['verify'] = (token) => {
    if (promise.verify === undefined)
      throw new NotApplicable('this platform offers no verify route')
    return session.ask(promise.verify.request, { values: { token }, token })
  }
  return {
    verify,
    verifyWord: () => session.once('verify a word', async () => verify(NO_TOKEN)),
  }
}
