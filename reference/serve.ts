import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { textAnswer } from './http/answers.ts'
import { SERVICE_USER_AGENT } from './http/ask-service.ts'
import type { Answer, Asked, Handler, Interceptor } from './http/exchange.ts'
import { chain } from './http/layers.ts'
import { readAsked } from './http/read-request.ts'
import { sendAnswer, sendRawAnswer } from './http/send-answer.ts'
import type { Service, ServicePlan } from './service.ts'
import type { Timers } from './timers.ts'

/** How a service is put behind a server. */
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

/** Counts requests from outside, delays answers, and adds the service's own time to them. */
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
