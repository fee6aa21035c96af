import { type LookupAddress, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { routeTo } from './connect/route.ts'
import type { Exchange } from './exchange.ts'
import { createHttpClient, type HttpOptions } from './http-client.ts'

/** The answer of a host by one address family. */
export interface FamilyFact {
  readonly family: 'IPv4' | 'IPv6'
  /** The address that was asked: the first of its family. */
  readonly address: string
  readonly exchange: Exchange
}

/** The system's resolver, injected in tests. */
export type ResolveAll = (host: string) => Promise<readonly LookupAddress[]>

/**
 * Asks one URL once over each address family, where its name has addresses of both; empty where it has one family, is an
 * address itself, or is reached through a proxy, which resolves it. Never rejects for what a network does.
 */
export async function askByFamily(
  url: string,
  options: HttpOptions,
  resolve: ResolveAll = resolveAll,
): Promise<readonly FamilyFact[]> {
  const route = routeTo(new URL(url), options)
  if (route.proxy !== undefined || isIP(route.host) !== 0) return []
  const addresses = await resolve(route.host).catch(() => [])
  const chosen = ([4, 6] as const).map((family) => addresses.find((one) => one.family === family))
  const [four, six] = chosen
  if (four === undefined || six === undefined) return []
  return Promise.all([askAt(url, four, options), askAt(url, six, options)])
}

async function askAt(url: string, at: LookupAddress, options: HttpOptions): Promise<FamilyFact> {
  const client = createHttpClient({ ...options, lookup: lookupOf(at) })
  try {
    return {
      family: at.family === 6 ? 'IPv6' : 'IPv4',
      address: at.address,
      exchange: await client.ask({ method: 'GET', url, again: 'never' }),
    }
  } finally {
    await client.close()
  }
}

/** A `lookup` for sockets that knows one address. */
function lookupOf({ address }: LookupAddress): LookupFunction {
  const family = isIP(address)
  return (_host, options, callback) => {
    if (options.all === true) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
}

/** Browsers connect to both loopback addresses for localhost, whatever the resolver says (RFC 6761 §6.3). */
const LOOPBACK: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]

function resolveAll(host: string): Promise<readonly LookupAddress[]> {
  if (/(?:^|\.)localhost$/i.test(host)) return Promise.resolve(LOOPBACK)
  return new Promise((done, fail) => {
    lookup(host, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses)))
  })
}
