import type { Socket } from 'node:net'
import { openTls } from '../connect/open-tls.ts'
import { openTunnel } from '../connect/open-tunnel.ts'
import { authorityOf, type Route } from '../connect/route.ts'
import type { HttpProxy } from '../proxy-for.ts'
import type { LayerProof } from './layer-proof.ts'
import { outcomeOf } from './outcome-of.ts'

/** Asks the proxy at the other end of a socket for a tunnel to the origin. */
export async function probeTunnel(
  socket: Socket,
  proxy: HttpProxy,
  route: Route,
  timeoutMs: number,
): Promise<{ proof: Omit<LayerProof, 'ms'>; socket?: Socket }> {
  const tunnel = await outcomeOf(timeoutMs, open(socket, proxy, authorityOf(route)), 'proxy')
  if ('got' in tunnel) {
    const words = `the proxy opened a tunnel to ${authorityOf(route)}`
    return { proof: { layer: 'proxy', words }, socket: tunnel.got }
  }
  socket.destroy()
  return { proof: { layer: 'proxy', words: tunnel.reason, fault: tunnel.fault } }
}

async function open(socket: Socket, proxy: HttpProxy, authority: string): Promise<Socket> {
  const spoken =
    proxy.transport === 'tls' ? await openTls(socket, { host: proxy.host, names: 'exact' }) : socket
  await openTunnel(spoken, proxy, authority)
  return spoken
}
