import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { openTls } from './connect/open-tls.ts'
import { openTunnel } from './connect/open-tunnel.ts'
import type { HttpProxy } from './connect/proxy.ts'
import { authorityOf, type Route } from './connect/route.ts'
import { within } from './deadline.ts'
import type { Certificate, NoAnswerFault } from './exchange.ts'
import { classifyError } from './failure.ts'
import type { Classified } from './fault-of-code.ts'
import { ConnectFault } from './fault-of-code.ts'

/** What one layer showed when it was tried by itself. The first that has a fault is where it ends. */
export interface LayerProof {
  readonly layer: 'proxy' | 'dns' | 'tcp' | 'tls' | 'http'
  /** One sentence of evidence. What a server sent is quoted in printable ASCII, at most 40 characters. */
  readonly words: string
  readonly ms: number
  /** What this layer proves; absent when it is sound. */
  readonly fault?: NoAnswerFault
  /** What it speaks in place of plain HTTP/1.1, where that was seen. */
  readonly speaks?: 'TLS' | 'HTTP/2'
  readonly certificate?: Certificate
}

/** The addresses of a host, and what resolving it proved; an address needs no resolving. */
export async function probeNames(
  host: string,
  timeoutMs: number,
): Promise<{ proofs: readonly Omit<LayerProof, 'ms'>[]; addresses: readonly string[] }> {
  if (isIP(host) !== 0) return { proofs: [], addresses: [host] }
  const found = await outcomeOf(timeoutMs, lookup(host, { all: true }), 'dns')
  if ('got' in found) {
    const addresses = [...new Set(found.got.map(({ address }) => address))]
    return { proofs: [{ layer: 'dns', words: `${host} is ${addresses.join(', ')}` }], addresses }
  }
  const words = `${host}: ${found.reason}`
  return { proofs: [{ layer: 'dns', words, fault: 'dns.unresolved' }], addresses: [] }
}

/** More addresses than this are not tried: a probe is a question, not a scan. */
const MOST_ADDRESSES = 4

interface AddressTry {
  readonly words: string
  readonly socket?: Socket
  readonly error?: unknown
}

/** Connects to each address at once; `socket` is the first in order that accepted, the others are closed. */
export async function probeAddresses(
  addresses: readonly string[],
  port: number,
  timeoutMs: number,
): Promise<{ proof: Omit<LayerProof, 'ms'>; socket?: Socket }> {
  const attempts = await Promise.all(
    addresses.slice(0, MOST_ADDRESSES).map((host) => attempt(host, port, timeoutMs)),
  )
  const words = attempts.map((one) => one.words).join('; ')
  const [socket, ...others] = attempts.flatMap((one) => one.socket ?? [])
  for (const other of others) other.destroy()
  const proof = { layer: 'tcp', words } as const
  if (socket !== undefined) return { proof, socket }
  const { fault } = classifyError(new AggregateError(attempts.map(({ error }) => error)), 'tcp')
  return { proof: { ...proof, fault } }
}

function attempt(host: string, port: number, timeoutMs: number): Promise<AddressTry> {
  const beganAt = performance.now()
  const where = authorityOf({ host, port })
  const passed = () => `${Math.round(performance.now() - beganAt)} ms`
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const finish = (outcome: AddressTry) => {
      clearTimeout(timer)
      if (outcome.socket === undefined) socket.destroy()
      resolve(outcome)
    }
    const timer = setTimeout(
      () => {
        finish({
          words: `${where} did not accept within ${passed()}`,
          error: { code: 'ETIMEDOUT' },
        })
      },
      Math.max(1, timeoutMs),
    )
    socket.on('error', (error) => {
      finish({ words: `${where}: ${classifyError(error, 'tcp').reason} after ${passed()}`, error })
    })
    socket.once('connect', () => finish({ words: `${where} accepted after ${passed()}`, socket }))
  })
}

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

/** What a step of a probe brought, or the fault it met. */
type StepResult<T> = { readonly got: T } | Classified

/** Never rejects; silence is a timeout of the step's layer. */
function outcomeOf<T>(
  timeoutMs: number,
  step: Promise<T>,
  phase: 'dns' | 'proxy' | 'tls',
): Promise<StepResult<T>> {
  const settled = step.then(
    (got): StepResult<T> => ({ got }),
    (error): StepResult<T> =>
      error instanceof ConnectFault
        ? { fault: error.fault, reason: error.message }
        : classifyError(error, phase),
  )
  const { fault } = classifyError({ code: 'ETIMEDOUT' }, phase)
  const reason = `no answer within ${Math.max(0, Math.round(timeoutMs))} ms`
  return within(timeoutMs, settled, (): StepResult<T> => ({ fault, reason }))
}
