import type { Exchange } from '../http/exchange.ts'
import { tokensOf } from './login.ts'
import type { Session } from './session.ts'

/** The issuer's answer to the service credentials; undefined if they are not set or the platform cannot prove them. */
export function credentials(session: Session): Promise<Exchange | undefined> {
  const { serviceCredentials: asked } = tokensOf(session)
  return session.once('service credentials', async () =>
    asked === undefined || session.unset(asked.needs).length > 0
      ? undefined
      : session.ask(asked.request),
  )
}

/** Why the run has no service credentials. */
export function whyNoCredentials(session: Session): string {
  const { serviceCredentials: asked } = tokensOf(session)
  return asked === undefined
    ? 'this platform has nothing that proves service credentials from outside'
    : `${session.unset(asked.needs).join(' and ')} not set: the service credentials cannot be shown`
}
