import type { RequestTemplate } from '../../contracts/schema/common.ts'
import type { TokenPromise, TokenWay } from '../../contracts/schema/tokens.ts'
import type { Secret } from '../../env/secret.ts'
import type { RefreshFact } from '../diagnosis/judges/token/judge-refresh.ts'
import type { Exchange } from '../http/exchange.ts'
import { lookUp } from '../promise/where.ts'
import type { TokenOutcome } from '../tokens/obtain-token.ts'
import { NotApplicable } from './check-result.ts'
import type { Issued, IssuingTools } from './issuing.ts'
import type { LoginBudget } from './login.ts'
import { waitingFor } from './scope.ts'
import type { Session } from './session.ts'
import { verdictsOn } from './verdicts.ts'

/** Tokens of the user in sessions of their own, beside the one that all checks use. */
export interface FurtherSessions {
  /**
   * A refresh token of a session of its own: many issuers end the old access token with a refresh (RFC 6749 §10.4), and
   * every other check still needs the first one. Where the way signs in one user only, it waits until no other check needs
   * the first session, for some issuers allow one of each user. Undefined where the way gives none.
   */
  refreshable(): Promise<Issued['refreshToken']>
  /** The answer to a refresh, and the issuer's verdict on the token that it brought. */
  refreshed(refreshToken: Secret): Promise<RefreshFact>
  /** One more token in the same way, in a session of its own; of another user where the way signs in any. */
  another(way: TokenWay): Promise<TokenOutcome>
  /** One more token of the user, obtained once a run and only after a failure; undefined where the contract allows no more logins. */
  renewed(): Promise<Secret | undefined>
}

interface FurtherTools {
  readonly promise: TokenPromise
  readonly budget: LoginBudget
  readonly issuer: IssuingTools
  /** A need: the token that all checks use. */
  readonly need: (who: 'user') => Promise<Issued>
  /** The issuer's answer to the question whether this token is good. */
  readonly verify: (token: Secret) => Promise<Exchange>
}

export function createFurtherSessions(
  session: Session,
  { promise, budget, issuer, need, verify }: FurtherTools,
): FurtherSessions {
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
    refreshed: async (refreshToken) => {
      if (promise.refresh === undefined)
        throw new NotApplicable('this platform refreshes no tokens')
      const { request } = promise.refresh
      const exchange = await session.ask(request, { values: { refreshToken } })
      if (exchange.kind !== 'answer') return { exchange }
      if (exchange.status >= 400 && exchange.status < 500)
        return { exchange, again: await refreshAgain(session, request, refreshToken) }
      const [fresh] = [promise.refresh.token, promise.refresh.refreshToken].map((where) => {
        const token = where && lookUp(exchange, where)
        return typeof token === 'string' ? session.secret(token) : undefined
      })
      return fresh !== undefined && promise.verify !== undefined
        ? { exchange, ...(await verdictsOn(session, promise, () => verify(fresh))) }
        : { exchange }
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

/** Times that a refused refresh token is sent again: another instance may know it. */
const REFRESHED_AGAIN = 4

/** A refused refresh token is not used up: sent again until an instance takes it. */
async function refreshAgain(
  session: Session,
  request: RequestTemplate,
  refreshToken: Secret,
): Promise<readonly Exchange[]> {
  const again: Exchange[] = []
  for (let time = 0; time < REFRESHED_AGAIN; time += 1) {
    const options = { values: { refreshToken }, connection: 'fresh', again: 'never' } as const
    const one = await session.ask(request, options)
    again.push(one)
    if (one.kind === 'answer' && one.status < 300) break
  }
  return again
}
