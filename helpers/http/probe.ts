import type { Socket } from 'node:net'
import { type Route, type RouteOptions, routeTo } from './connect/route.ts'
import { probeHttp, speaking } from './probe-http.ts'
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

/** The longest for one layer below HTTP, milliseconds: two round trips to a distant host, as TLS takes. */
const STEP_MS = 600
/**
 * The longest for the first bytes of HTTP: after the silence of a whole deadline a moment more shows whether a fresh
 * connection is served, and a silent service costs one deadline and less than a second, with the start of the run.
 */
const ANSWER_MS = 400

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
  const left = (most = STEP_MS) => Math.min(most, endsAt - now())
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
  const http = await probeHttp(spoken, url, userAgent, left(ANSWER_MS))
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
