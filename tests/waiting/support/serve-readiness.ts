import type { RequestListener } from 'node:http'
import { serveHttp } from '../../http/support/serve.ts'

/** One answer of a readiness route. */
export interface Readiness {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export const READY: Readiness = { status: 200, body: { status: 'ready' } }
export const STARTING: Readiness = { status: 503, body: { status: 'starting' } }

/** A server that gives these answers one after the other, and the last of them for ever. */
export function serveReadiness(...answers: readonly Readiness[]) {
  let asked = 0
  return serveReadinessBy(() => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? READY
    asked += 1
    return answer
  })
}

/** A server that answers as `choose` says at each request. */
export async function serveReadinessBy(choose: () => Readiness) {
  let asked = 0
  const listener: RequestListener = (_, response) => {
    asked += 1
    const { status, body, headers = {} } = choose()
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
  const served = await serveHttp(listener)
  return { ...served, asked: () => asked }
}
