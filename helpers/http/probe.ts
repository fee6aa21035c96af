import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { classifyError } from './classify-error.ts'
import { type Route, type RouteOptions, routeTo } from './connect/route.ts'
import { within } from './deadline.ts'
import { otherProtocol, speaking } from './other-protocol.ts'
import {
  type LayerProof,
  probeAddresses,
  probeNames,
  probeTls,
  probeTunnel,
} from './probe-steps.ts'

export interface ProbeOptions extends RouteOptions {
  /** For all layers together. */
  readonly timeoutMs: number
  readonly userAgent?: string
  readonly now?: () => number
}

/**
 * The longest for one layer, milliseconds: after the silence of a whole deadline a moment more shows whether a fresh
 * connection is served, and a silent service costs one deadline and less than a second.
 */
const STEP_MS = 600

/**
 * Tries the layers to a URL one after the other, up to the first that fails: resolve, connect to every
 * address, TLS, first bytes of HTTP. Used after a request had no answer, so that the layer is proved and
 * not guessed from one error. The fault it proves stands on the last proof; when it has none, all layers
 * answer now. Sends one GET without query or credentials. Never rejects for what a network does.
 */
export async function probeLayers(
  text: string,
  options: ProbeOptions,
): Promise<readonly LayerProof[]> {
  const { now = () => performance.now(), userAgent = 'post-deploy-smoke', timeoutMs } = options
  const url = new URL(text)
  const route = routeTo(url, options)
  const { proxy } = route
  const proofs: LayerProof[] = []
  const endsAt = now() + timeoutMs
  const left = () => Math.min(STEP_MS, endsAt - now())
  let at = now()

  /** Notes a proof with the time its step took. */
  const note = (proof: Omit<LayerProof, 'ms'>) => {
    proofs.push({ ...proof, ms: now() - at })
    at = now()
  }
  const step = (result: { proof: Omit<LayerProof, 'ms'>; socket?: Socket }) => {
    note(result.proof)
    return result.socket
  }

  if (proxy !== undefined) {
    const words = `${proxy.variable} sends this through the proxy ${proxy.shown}, which resolves ${route.host} itself`
    note({ layer: 'proxy', words })
  }
  const { host, port } = proxy ?? route
  const names = await probeNames(host, left())
  for (const proof of names.proofs) note(proof)
  if (names.addresses.length === 0) return proofs

  const tcp = step(await probeAddresses(names.addresses, port, left()))
  // Plain http is not tunnelled: without a request through the proxy, only the proxy itself can be proved.
  if (tcp === undefined) return proofs
  if (proxy !== undefined && route.transport === 'plain') {
    tcp.destroy()
    return proofs
  }
  const reached = proxy === undefined ? tcp : step(await probeTunnel(tcp, proxy, route, left()))
  if (reached === undefined) return proofs
  const spoken =
    route.transport === 'plain' ? reached : step(await probeTls(reached, route, left()))
  if (spoken === undefined) return proofs
  const http = await probeHttp(spoken, url, userAgent, left())
  note(http)
  const isCut = http.fault === 'http.reset' && route.transport === 'plain' && proxy === undefined
  const tls = isCut ? await probeTlsInstead(names.addresses, route, left) : undefined
  if (tls !== undefined) note(tls)
  return proofs
}

/** Whether a port that cuts plain requests speaks TLS; what its certificate is worth does not matter here. */
async function probeTlsInstead(
  addresses: readonly string[],
  route: Route,
  left: () => number,
): Promise<Omit<LayerProof, 'ms'> | undefined> {
  const { socket } = await probeAddresses(addresses, route.port, left())
  if (socket === undefined) return undefined
  const { proof, socket: secured } = await probeTls(socket, { ...route, names: 'any' }, left())
  secured?.destroy()
  const isAgreed = secured !== undefined || proof.certificate !== undefined
  return isAgreed ? speaking('TLS', 'a TLS handshake at the same port is answered') : undefined
}

/** How long an alert after the handshake is waited for, milliseconds: it comes with the server's next flight. */
const ALERT_MS = 150

/** Enough for a status line. */
const QUOTED = 40

/** Asks for a page over an open connection, without credentials, and says what the first bytes are. */
export async function probeHttp(
  socket: Socket,
  url: URL,
  userAgent: string,
  timeoutMs: number,
): Promise<Omit<LayerProof, 'ms'>> {
  const first = new Promise<Buffer | 'closed' | 'silent'>((resolve) => {
    socket.once('data', resolve)
    socket.once('close', () => resolve('closed'))
    socket.once('error', () => resolve('closed'))
    if (socket.destroyed) resolve('closed')
  })
  // In TLS 1.3 the server refuses after the handshake (RFC 8446 §4.4.2): a request sent at once may lose its alert to a reset.
  if (socket instanceof TLSSocket) await within(ALERT_MS, first, () => 'silent' as const)
  const lines = [
    `GET ${url.pathname} HTTP/1.1`,
    `host: ${url.host}`,
    `user-agent: ${userAgent}`,
    'connection: close',
  ]
  if (!socket.destroyed) socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  const came = await within(timeoutMs, first, () => 'silent' as const)
  socket.destroy()
  if (came === 'silent')
    return {
      layer: 'http',
      words: `nothing answered GET ${url.pathname} within ${Math.max(0, Math.round(timeoutMs))} ms`,
      fault: 'http.timeout',
    }
  if (came === 'closed') {
    const { fault, reason } = classifyError(socket.errored ?? { code: 'ECONNRESET' }, 'http')
    const words = `the connection was closed without an answer to GET ${url.pathname}`
    return fault.startsWith('tls.')
      ? { layer: 'tls', words: reason, fault }
      : { layer: 'http', words, fault: 'http.reset' }
  }
  const speaks = socket instanceof TLSSocket ? undefined : otherProtocol(came)
  if (speaks !== undefined) return speaking(speaks, `GET ${url.pathname} is answered in ${speaks}`)
  const quoted = `"${came
    .toString('latin1', 0, QUOTED)
    .replace(/[^\x20-\x7e]/g, '.')
    .trim()}"`
  if (came.toString('latin1', 0, 5) === 'HTTP/')
    return { layer: 'http', words: `GET ${url.pathname} is answered with ${quoted}` }
  return {
    layer: 'http',
    words: `GET ${url.pathname} is answered with ${quoted}, which is not HTTP`,
    fault: 'http.malformed',
  }
}
