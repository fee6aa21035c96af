import type { ServicePromise } from '../../contracts/schema/service.ts'
import { isAccepted } from '../diagnosis/judges/access/accepted.ts'
import type { RefusalFact } from '../diagnosis/judges/access/judge-refusal.ts'
import type { SignOutFact } from '../diagnosis/judges/token/judge-sign-out.ts'
import { needAccepted, probeRoute } from './acceptance.ts'
import { NotApplicable } from './check-result.ts'
import { anotherSession } from './further-sessions.ts'
import { tokensOf } from './login.ts'
import type { Session } from './session.ts'
import { needToken } from './tokens.ts'

/**
 * Signs out a session of its own, and shows its token to the services before and after: every other check still needs
 * the first token. Throws `NotApplicable` where that would end the sessions that other checks use.
 */
export async function signOut(session: Session): Promise<SignOutFact> {
  const { signOut: promised } = tokensOf(session)
  if (promised === undefined) throw new NotApplicable('this platform promises no sign-out')
  const { way, token: first } = await needToken(session, 'user')
  if (way.source.from !== 'request')
    throw new NotApplicable('the token was not issued to this run, and other checks need it')
  if (promised.ends === 'user' && way.users === 'one')
    throw new NotApplicable(
      'a sign-out ends every session of the user, and other checks need theirs',
    )
  const own = await anotherSession(session, way, 'sign-out')
  if (own.kind !== 'issued' || own.token.is(first))
    throw new NotApplicable('no token of another session could be obtained')

  const services = session.contract.services.filter(
    ({ name, protectedRoutes }) =>
      protectedRoutes.length > 0 && (promised.refusedBy?.includes(name) ?? true),
  )
  const show = (service: ServicePromise): Promise<RefusalFact> => {
    const route = probeRoute(service)
    return session
      .ask(route.request, { token: own.token, connection: 'fresh' })
      .then((exchange) => ({ route, exchange }))
  }
  const before = await Promise.all(
    services.map(async (service) => {
      await needAccepted(session, service, 'user')
      return show(service)
    }),
  )
  const signedOut = await session.ask(promised.request, {
    token: own.token,
    values: { token: own.token, ...(own.refreshToken && { refreshToken: own.refreshToken }) },
    again: 'never',
  })
  const admitted = services.filter((_, index) => {
    const shown = before[index]
    return shown !== undefined && isAccepted(shown.exchange, shown.route)
  })
  if (admitted.length === 0)
    throw new NotApplicable(
      'no service accepted the token before: that one refuses it says nothing',
    )
  return { signedOut, after: await Promise.all(admitted.map(show)) }
}
