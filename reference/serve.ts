import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { chain } from './http/chain.ts'
import type { Answer, Asked, Handler, Interceptor } from './http/exchange.ts'
import { readAsked } from './http/read-asked.ts'
import { sendAnswer } from './http/send-answer.ts'
import { sendRawAnswer } from './http/send-raw-answer.ts'
import { SERVICE_USER_AGENT } from './http/service-user-agent.ts'
import { textAnswer } from './http/text-answer.ts'
import type { Service } from './service.ts'
import type { ServicePlan } from './service-plan.ts'
import type { Timers } from './timers.ts'

/** What putting a service behind a server needs. */
interface ServeOptions {
  readonly plan: ServicePlan
  readonly timers: Timers
  /** The service; asked for at every request, because it is built after its port is known. */
  readonly service: () => Service
  /** Called for every request that comes from outside the deployment. */
  readonly count: () => void
}

/** Longer than any pause of a run, so that no idle connection is closed under a request. */
const KEEP_ALIVE_MS = 60_000
const CRASHED = textAnswer(500, 'text/plain; charset=utf-8', 'Internal Server Error')

/** Puts a service behind an HTTP server: plain requests, and WebSocket handshakes if it takes them. */
export function serve(server: Server, options: ServeOptions): void {
  const entrance = makeEntrance(options)
  const answer = async (asked: Asked, routes: Handler): Promise<Answer> => {
    try {
      return await chain([entrance, ...options.service().layers], routes)(asked)
    } catch {
      return CRASHED
    }
  }
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.on('request', async (request, response) => {
    response.sendDate = false
    response.on('error', () => response.destroy())
    try {
      const asked = await readAsked(request, 'request')
      sendAnswer(response, await answer(asked, options.service().routes))
    } catch {
      response.destroy()
    }
  })
  server.on('upgrade', async (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on('error', () => connection.destroy())
    const { upgrade, routes } = options.service()
    const asked = await readAsked(request, 'upgrade')
    const handshake = { request, connection, head }
    const take: Handler = (passed) =>
      upgrade === undefined ? routes(passed) : upgrade(passed, handshake)
    sendRawAnswer(connection, await answer(asked, take))
  })
}

/** Counts what comes from outside, delays, and puts the service's own time on every answer. */
function makeEntrance({ plan, timers, count }: ServeOptions): Interceptor {
  return async (asked, next) => {
    const from = asked.headers['user-agent'] === SERVICE_USER_AGENT ? 'inside' : 'outside'
    if (from === 'outside') count()
    const delay = plan.delayMs(from, asked.path)
    if (delay > 0) await timers.after(delay)
    const answer = await next(asked)
    const date = new Date(plan.now()).toUTCString()
    return { ...answer, headers: { date, ...answer.headers } }
  }
}
