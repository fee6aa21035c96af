import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import type { Secret } from '../../env/secret.ts'
import { TIMES_AGAIN } from '../diagnosis/experiments/good-token.ts'
import type { Exchange } from '../http/exchange.ts'
import { readsOf } from './ask.ts'
import type { Session } from './session.ts'

/** The same request alone, on a connection of its own, so that another instance may answer. */
export function askAlone(
  session: Session,
  route: ProtectedRoute,
  token: Secret | undefined,
): Promise<Exchange> {
  return session.ask(route.request, {
    again: 'never',
    connection: 'fresh',
    ...readsOf(route),
    token,
  })
}

/** The same again, at a route that did not answer as promised once: another instance may. */
export async function againAlone(
  session: Session,
  route: ProtectedRoute,
  token?: Secret,
  times: number = TIMES_AGAIN,
): Promise<readonly Exchange[]> {
  const again: Exchange[] = []
  for (let time = 0; time < times; time += 1) again.push(await askAlone(session, route, token))
  return again
}
