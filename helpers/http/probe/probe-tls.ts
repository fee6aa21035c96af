import type { Socket } from 'node:net'
import { openTls } from '../connect/open-tls.ts'
import type { Route } from '../connect/route.ts'
import type { Certificate } from '../exchange.ts'
import type { LayerProof } from './layer-proof.ts'
import { outcomeOf } from './outcome-of.ts'

/** Agrees on TLS over a connected socket, and says what certificate was shown, also when it is refused. */
export async function probeTls(
  socket: Socket,
  route: Route,
  timeoutMs: number,
): Promise<{ proof: Omit<LayerProof, 'ms'>; socket?: Socket }> {
  const shown: { certificate?: Certificate } = {}
  const opened = openTls(socket, route, (certificate) => {
    if (certificate !== undefined) shown.certificate = certificate
  })
  const tls = await outcomeOf(timeoutMs, opened, 'tls')
  const about = shown.certificate === undefined ? '' : `; ${describe(shown.certificate)}`
  if ('got' in tls) {
    const words = `TLS is agreed and the certificate verified${about}`
    return { proof: { layer: 'tls', words, ...shown }, socket: tls.got }
  }
  socket.destroy()
  return { proof: { layer: 'tls', words: `${tls.reason}${about}`, fault: tls.fault, ...shown } }
}

function describe({ names, validFrom, validTo }: Certificate): string {
  return `it names ${names.join(', ') || 'no host'} and is valid from ${validFrom} to ${validTo}`
}
