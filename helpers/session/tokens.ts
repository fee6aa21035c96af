import type { TokenPromise, WrongCredentials } from '../../contracts/schema/tokens.ts'
import { isAlike } from '../diagnosis/experiments/good-token.ts'
import type { CookieFact } from '../diagnosis/judges/token/judge-cookie.ts'
import { judgeWrongCredentials } from '../diagnosis/judges/token/judge-credentials.ts'
import { judgeFormat } from '../diagnosis/judges/token/judge-token.ts'
import { judgeVerdict } from '../diagnosis/judges/token/judge-verdict.ts'
import type { Finding } from '../record/finding.ts'
import { decodeToken } from '../tokens/decode-token.ts'
import type { SignatureFact } from '../tokens/verify-signature.ts'
import type { Extra } from './ask.ts'
import { Blocked, NotApplicable, needNoFailure } from './check-result.ts'
import { createFurtherSessions, type FurtherSessions } from './further-sessions.ts'
import { createIssuing, type Issued, type Issuing, type Who } from './issuing.ts'
import { loginBudget } from './login.ts'
import { needService } from './services.ts'
import type { Session } from './session.ts'
import { cookieOf, routesWithCookie } from './session-cookie.ts'
import { createPublishedKeys, type PublishedKeys, signatureOf } from './token-signature.ts'
import { createVerdicts, type Verdicts, verdictsOn } from './verdicts.ts'
import { lookAtWall } from './wall-look.ts'

export interface Tokens extends PublishedKeys, Verdicts, FurtherSessions {
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
  /** Whether wrong credentials are refused. Throws `Blocked` where the right ones got the same answer, which says nothing of a check. */
  judgeWrong(wrong: WrongCredentials): Promise<Finding | undefined>
}

export function createTokens(session: Session, promise: TokenPromise): Tokens {
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
    await needService(session, promise.issuer)
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
        const { verified, again } = await verdictsOn(session, promise, () =>
          verdicts.verify(issued.token),
        )
        const word = await verdicts.verifyWord()
        return judgeVerdict({ exchange: verified, word, again }, issued, promise)
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
    ...createFurtherSessions(session, { promise, budget, issuer, need, verify: verdicts.verify }),
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
