import type { ClientCertificate } from '../../../env/client-certificate.ts'
import { deriveHttpUrl } from '../../url/join-url.ts'
import { type HttpProxy, proxyFor } from './proxy.ts'

/** How to get to one origin: what to connect to, through what, and how its certificate is held. */
export interface Route {
  readonly origin: string
  readonly transport: 'plain' | 'tls'
  /** Without the brackets of an IPv6 address. */
  readonly host: string
  readonly port: number
  /** `any`: the certificate may name another host; its chain and dates are verified all the same. */
  readonly names: 'exact' | 'any'
  readonly proxy?: HttpProxy
  /** PEM of a root that is trusted beside Node's own. */
  readonly extraCa?: string
  /** Shown where the server asks for one. */
  readonly client?: Pick<ClientCertificate, 'certificate' | 'key'>
}

/** How the connections to a deployment are opened. */
export interface RouteOptions {
  /** Hosts whose certificate may name another host; `*` is all. */
  readonly knownHosts?: readonly string[]
  /** Where the proxy variables are read. */
  readonly processEnv: Readonly<Record<string, string | undefined>>
  /** PEM of a root that is trusted beside Node's own: of the embedded reference deployment. */
  readonly extraCa?: string
  /** Shown to its hosts, where they ask for one. */
  readonly client?: ClientCertificate
}

/** The route to an http(s) or ws(s) URL. Throws a TypeError that names the variable of a proxy that cannot be used. */
export function routeTo(
  asked: URL,
  { knownHosts = [], processEnv, extraCa, client }: RouteOptions,
): Route {
  const url = new URL(deriveHttpUrl(asked.href))
  const tls = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const known = knownHosts.some((name) => name === '*' || name.toLowerCase() === host)
  const proxy = proxyFor(url, processEnv)
  if (proxy?.kind === 'problem') throw new TypeError(`${proxy.variable} ${proxy.message}`)
  return {
    origin: url.origin,
    transport: tls ? 'tls' : 'plain',
    host,
    port: Number(url.port || (tls ? 443 : 80)),
    names: known ? 'any' : 'exact',
    ...(proxy === undefined ? {} : { proxy }),
    ...(extraCa === undefined ? {} : { extraCa }),
    ...(client?.hosts.includes(asked.host) && { client }),
  }
}

/** `example.org:443`, `[::1]:80`. */
export function authorityOf({ host, port }: Pick<Route, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
