import type { IncomingMessage, Server } from 'node:http'
import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { textAnswer } from './http/answers.ts'
import { SERVICE_USER_AGENT } from './http/ask-service.ts'
import type { Answer, Asked, Handler, Interceptor, Streamed } from './http/exchange.ts'
import { chain } from './http/layers.ts'
import { readAsked } from './http/read-request.ts'
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

/** 64 KiB: large enough to fill any buffer on the way quickly. */
const ENDLESS_CHUNK = 'x'.repeat(65_536)

/** Writes an answer in the way its `delivery` asks for. */
function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.stream !== undefined) {
    response.writeHead(answer.status, answer.headers)
    response.flushHeaders()
    sendPieces(response, answer.stream)
    return
  }
  switch (answer.delivery ?? 'whole') {
    case 'whole':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': size(answer) })
      response.end(answer.body)
      return
    case 'cut':
      response.writeHead(answer.status, { ...answer.headers, 'content-length': size(answer) + 1 })
      response.write(answer.body, () => response.destroy())
      return
    case 'endless':
      response.writeHead(answer.status, answer.headers)
      pour(response)
      return
    case 'never':
    case 'taken':
      return
  }
}

/** Sends each piece after its pause, and stops when the caller has left. */
function sendPieces(response: ServerResponse, { pieces, end }: Streamed): void {
  const [next, ...rest] = pieces
  if (response.destroyed) return
  if (next !== undefined) {
    setTimeout(() => {
      if (!response.destroyed) response.write(next.bytes)
      sendPieces(response, { pieces: rest, end })
    }, next.afterMs)
    return
  }
  if (end === 'complete') response.end()
  // Not before what was written has left.
  if (end === 'cut') response.write('', () => setImmediate(() => response.destroy()))
}

function size(answer: Answer): number {
  return Buffer.byteLength(answer.body)
}

function pour(response: ServerResponse): void {
  if (response.destroyed) return
  if (response.write(ENDLESS_CHUNK)) setImmediate(pour, response)
  else response.once('drain', () => pour(response))
}

/**
 * Answers a WebSocket handshake with plain HTTP. After a 101 the connection stays open, so that a
 * handshake can be answered wrongly; every other answer ends it.
 */
function sendRawAnswer(connection: Duplex, answer: Answer): void {
  const delivery = answer.delivery ?? 'whole'
  if (delivery === 'never' || delivery === 'taken') return
  const headers = {
    ...answer.headers,
    ...(answer.status === 101
      ? { upgrade: 'websocket', connection: 'Upgrade' }
      : { connection: 'close', 'content-length': String(Buffer.byteLength(answer.body)) }),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n${lines.join('')}\r\n`
  if (answer.status === 101) connection.write(head + answer.body)
  else connection.end(head + answer.body)
}
