import type { Socket } from 'node:net'
import { createLookupOnce } from '../http/connect/lookup-once.ts'
import { openConnection } from '../http/connect/open-connection.ts'
import { openTunnel } from '../http/connect/open-tunnel.ts'
import { authorityOf, type Route } from '../http/connect/route.ts'
import type { Trail } from '../http/connect/trail.ts'

const lookup = createLookupOnce()

/**
 * Opens the connection a handshake is spoken over. Through a proxy it is a tunnel, for plain `ws:` too
 * (RFC 6455 §4.1), where a plain request would not need one. Rejects with a `ConnectFault` only.
 */
export async function reachEndpoint(route: Route, trail: Trail): Promise<Socket> {
  const connection = await openConnection(route, trail, { lookup, now: () => performance.now() })
  if (route.proxy !== undefined && route.transport === 'plain') {
    trail.phase = 'proxy'
    await openTunnel(connection, route.proxy, authorityOf(route))
    trail.phase = 'http'
  }
  return connection
}
