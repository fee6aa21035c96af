import type { RequestTemplate } from '../../contracts/schema/common.ts'
import type { TokenWay } from '../../contracts/schema/tokens.ts'
import type { Secret } from '../../env/secret.ts'
import type { RefreshFact } from '../diagnosis/judges/token/judge-refresh.ts'
import type { Exchange } from '../http/exchange.ts'
import { lookUp } from '../promise/where.ts'
import type { TokenOutcome } from '../tokens/obtain-token.ts'
import { NotApplicable } from './check-result.ts'
import { type Issued, obtain, obtainAnother } from './issuing.ts'
import { mayLogin, needLogin, tokensOf } from './login.ts'
import { waitingFor } from './scope.ts'
import type { Session } from './session.ts'
import { needToken } from './tokens.ts'
import { verdictsOn } from './verdicts.ts'

/**
 * One more token in the same way, in a session of its own; of another user where the way signs in any. Another session may
 * end the first one, which every other check needs: then it waits for them. Where a sign-out ends one session of several, a
 * user may have several.
 */
export async function anotherSession(
  session: Session,
  way: TokenWay,
  login: 'refresh' | 'sign-out',
): Promise<TokenOutcome> {
  const promise = tokensOf(session)
  needLogin(promise, login)
  const mayEndFirst =
    way.users === 'one' && promise.sessions === 'one' && promise.signOut?.ends !== 'session'
  if (mayEndFirst) await waitingFor('needs', session.others.haveEnded())
  return obtainAnother(session, way)
}

/**
 * A refresh token of a session of its own: many issuers end the old access token with a refresh (RFC 6749 §10.4), and every
 * other check still needs the first one. Undefined where the way gives none.
 */
export async function refreshable(session: Session): Promise<Issued['refreshToken']> {
  const { way, refreshToken } = await needToken(session, 'user')
  if (refreshToken === undefined || way.source.from !== 'request') return refreshToken
  const own = await anotherSession(session, way, 'refresh')
  return own.kind === 'issued' ? (own.refreshToken ?? refreshToken) : refreshToken
}

/** The answer to a refresh, and the issuer's verdict on the token that it brought. */
export async function refreshed(session: Session, refreshToken: Secret): Promise<RefreshFact> {
  const { refresh, verify } = tokensOf(session)
  if (refresh === undefined) throw new NotApplicable('this platform refreshes no tokens')
  const exchange = await session.ask(refresh.request, { values: { refreshToken } })
  if (exchange.kind !== 'answer') return { exchange }
  if (exchange.status >= 400 && exchange.status < 500)
    return { exchange, again: await refreshAgain(session, refresh.request, refreshToken) }
  const [fresh] = [refresh.token, refresh.refreshToken].map((where) => {
    const token = where && lookUp(exchange, where)
    return typeof token === 'string' ? session.secret(token) : undefined
  })
  return fresh !== undefined && verify !== undefined
    ? { exchange, ...(await verdictsOn(session, fresh)) }
    : { exchange }
}

/** One more token of the user, obtained once a run and only after a failure; undefined where the contract allows no more logins. */
export function renewed(session: Session): Promise<Secret | undefined> {
  return session.once('renewed token', async () => {
    const { way } = await needToken(session, 'user')
    if (way.source.from !== 'request' || !mayLogin(tokensOf(session), 'again')) return undefined
    const newer = await obtain(session, way, 'user')
    return newer.kind === 'issued' ? newer.token : undefined
  })
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
