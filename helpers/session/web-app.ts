import type { Session } from './session.ts'

/** The origin of the web app, as browsers send it on every handshake (RFC 6455 §10.2); undefined where the platform has none. */
export function originOfWebApp({ contract, target }: Session): string | undefined {
  const name = contract.cors?.origin ?? contract.pages[0]?.service
  const service = contract.services.find((candidate) => candidate.name === name)
  const url = service && target.urls[service.urlVariable]
  return url === undefined ? undefined : new URL(url).origin
}
