import { connect, type Socket } from 'node:net'
import { classifyError } from '../classify-error.ts'
import { authorityOf } from '../connect/route.ts'
import type { LayerProof } from './layer-proof.ts'

/** More addresses than this are not tried: a probe is a question, not a scan. */
const MOST_ADDRESSES = 4

interface Attempt {
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

function attempt(host: string, port: number, timeoutMs: number): Promise<Attempt> {
  const beganAt = performance.now()
  const where = authorityOf({ host, port })
  const passed = () => `${Math.round(performance.now() - beganAt)} ms`
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const finish = (outcome: Attempt) => {
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
