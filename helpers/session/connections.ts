import type { ServicePromise } from '../../contracts/schema/service.ts'
import { askByFamily, type FamilyFact } from '../http/by-family.ts'
import { probeVersion, type TlsVersion, type VersionFact } from '../http/probe-version.ts'
import { firstHealth } from '../promise/request.ts'
import { joinUrl } from '../url/join-url.ts'
import type { Session } from './session.ts'

/** What connections of their own show of a service, beside the answers to its requests. */
export interface Connections {
  /** The answers of the first health route over IPv4 and IPv6; empty where the host has one of them only. */
  families(service: ServicePromise): Promise<readonly FamilyFact[]>
  /** What the service says to a handshake with a TLS version that is older than promised. */
  tlsVersion(service: ServicePromise, newest: TlsVersion): Promise<VersionFact>
}

/** A handshake and no request: an answer comes at once or not at all. */
const HANDSHAKE_MS = 1_500

export function createConnections(session: Session): Connections {
  const { target, connecting, extraHeaders, userAgent, lag, stop } = session
  return {
    families: async (service) => {
      const url = joinUrl(session.baseUrl(service.name), firstHealth(service).path)
      const facts = await askByFamily(url, {
        ...connecting,
        timeoutMs: target.requestTimeoutMs,
        extraHeaders,
        userAgent,
        lag,
        signal: stop,
      })
      for (const { exchange } of facts)
        if (exchange.kind === 'answer') session.collectSecrets(exchange)
      return facts
    },
    tlsVersion: (service, newest) =>
      probeVersion(session.baseUrl(service.name), newest, {
        ...connecting,
        timeoutMs: HANDSHAKE_MS,
      }),
  }
}
