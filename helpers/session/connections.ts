import type { ServicePromise } from '../../contracts/schema/service.ts'
import { askByFamily, type FamilyFact } from '../http/by-family.ts'
import { probeVersion, type TlsVersion, type VersionFact } from '../http/probe-version.ts'
import { firstHealth } from '../promise/request.ts'
import { joinUrl } from '../url/join-url.ts'
import type { Session } from './session.ts'

/** The answers of the first health route over IPv4 and IPv6; empty where the host has one of them only. */
export async function familiesOf(
  session: Session,
  service: ServicePromise,
): Promise<readonly FamilyFact[]> {
  const { target, connecting, extraHeaders, userAgent, lag, stop } = session
  const url = joinUrl(session.baseUrl(service.name), firstHealth(service).path)
  const facts = await askByFamily(url, {
    ...connecting,
    timeoutMs: target.requestTimeoutMs,
    extraHeaders,
    userAgent,
    lag,
    signal: stop,
  })
  for (const { exchange } of facts) if (exchange.kind === 'answer') session.collectSecrets(exchange)
  return facts
}

/** A handshake and no request: an answer comes at once or not at all. */
const HANDSHAKE_MS = 1_500

/** What the service says to a handshake with a TLS version that is older than promised. */
export function tlsVersionOf(
  session: Session,
  { name }: ServicePromise,
  newest: TlsVersion,
): Promise<VersionFact> {
  const options = { ...session.connecting, timeoutMs: HANDSHAKE_MS }
  return probeVersion(session.baseUrl(name), newest, options)
}
