import type { TokenPromise, TokenWay, WrongCredentials } from '../../contracts/schema/tokens.ts'
import type { Secret } from '../../env/secret.ts'
import type { CookieFact } from '../diagnosis/judges/token/judge-cookie.ts'
import { judgeIssuing } from '../diagnosis/judges/token/judge-issuing.ts'
import type { RefreshFact } from '../diagnosis/judges/token/judge-refresh.ts'
import { judgeFormat } from '../diagnosis/judges/token/judge-token.ts'
import { judgeVerdict } from '../diagnosis/judges/token/judge-verdict.ts'
import type { Answer, Exchange } from '../http/exchange.ts'
import { lookUp } from '../promise/where.ts'
import type { Finding } from '../record/finding.ts'
import { decodeToken } from '../tokens/decode-token.ts'
import { obtainToken, type TokenOutcome } from '../tokens/obtain-token.ts'
import { carriable, subjectIn } from '../tokens/usable-token.ts'
import type { SignatureFact } from '../tokens/verify-signature.ts'
import type { Extra } from './ask-options.ts'
import { Blocked, NotApplicable } from './check-result.ts'
import { createPublishedKeys, type PublishedKeys } from './published-keys.ts'
import type { Services } from './services.ts'
import type { Session } from './session.ts'
import { cookieOf } from './session-cookie.ts'
import { signatureOf } from './token-signature.ts'
import { createVerdicts, type Verdicts } from './verdicts.ts'

export type Who = 'user' | 'second-user'

/** One way that was tried, and its result. */
export interface Tried {
  readonly way: TokenWay
  readonly outcome: TokenOutcome
}

export interface Issued {
  readonly way: TokenWay
  readonly token: Secret
  readonly refreshToken?: Secret
  readonly subject?: string
  readonly expiresIn?: number
  readonly exchange?: Answer
  /** When the answer came, by our clock, in milliseconds since 1970. */
  readonly receivedAtMs: number
}

/** The result of obtaining a token: the token, or every way that failed. */
export interface Issuing {
  readonly issued?: Issued
  readonly tried: readonly Tried[]
  /** Ways that this environment allows and that lack variables, with these variables. */
  readonly unset: readonly { readonly way: TokenWay; readonly missing: readonly string[] }[]
}

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
   * every other check still needs the first one. Undefined where the way gives none.
   */
  refreshable(): Promise<Issued['refreshToken']>
  refreshed(refreshToken: Secret): Promise<RefreshFact>
  tryWrong(wrong: WrongCredentials): Promise<Exchange>
}

export function createTokens(session: Session, services: Services, promise: TokenPromise): Tokens {
  const user = (who: Who): Extra => {
    const name = `smoke-${session.runId}-${who === 'user' ? 'a' : 'b'}`
    return { 'user.email': `${name}@example.com`, 'user.name': name, subject: name }
  }

  const missing = (way: TokenWay) =>
    way.needs.filter((name) => session.values()(name) === undefined)
  const allowed = promise.ways.filter((way) => way.kinds.includes(session.target.kind))

  const obtain = async (way: TokenWay, who: Who) =>
    carriable(
      await obtainToken(way, {
        ask: (template, values) => session.ask(template, { values }),
        values: session.values(user(who)),
        extra: user(who),
        ...(promise.jwt === undefined ? {} : { jwt: promise.jwt }),
        kind: session.target.kind,
        secret: session.secret,
      }),
    )

  const issuing: Tokens['issuing'] = (who) =>
    session.once(`issuing ${who}`, async () => {
      const first = who === 'user' ? undefined : (await issuing('user')).issued
      const ways = allowed.filter((way) => who === 'user' || way.users === 'any')
      const tried: Tried[] = []
      for (const way of ways.filter((candidate) => missing(candidate).length === 0)) {
        const outcome = await obtain(way, who)
        tried.push({ way, outcome })
        if (outcome.kind === 'issued' && !outcome.token.is(first?.token)) {
          const subject = outcome.subject ?? subjectIn(outcome.token, promise)
          return {
            issued: {
              way,
              receivedAtMs: Date.now(),
              ...outcome,
              ...(subject !== undefined && { subject }),
            },
            tried,
            unset: [],
          }
        }
        if (outcome.kind !== 'unavailable') break
      }
      return {
        tried,
        unset: ways
          .filter((way) => missing(way).length > 0)
          .map((way) => ({ way, missing: missing(way) })),
      }
    })

  const judge: Tokens['judgeIssuing'] = async (who) =>
    judgeIssuing(await issuing(who), promise, session.target.kind)

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
    cookie: async (who) => cookieOf(await need(who)),
    judgeIssuing: judge,
    judgeFormat: async (who) => {
      const issued = await need(who)
      const { jwt } = promise
      return jwt && judgeFormat({ decoded: decodeToken(issued.token), ...issued }, promise, jwt)
    },
    signature: async (who) => signatureOf(session, promise, await need(who), jwks),
    refreshable: async () => {
      const { way, refreshToken } = await need('user')
      if (refreshToken === undefined || way.source.from !== 'request') return refreshToken
      const own = await obtain(way, 'user')
      return own.kind === 'issued' ? (own.refreshToken ?? refreshToken) : refreshToken
    },
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
    tryWrong: (wrong) => {
      const missing = wrong.needs.filter((name) => session.values()(name) === undefined)
      if (missing.length > 0) throw new NotApplicable(`${missing.join(' and ')} not set`)
      return session.ask(wrong.request, { values: user('user'), again: 'never' })
    },
  }
}
