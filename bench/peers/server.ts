import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { BROKEN_ROUTE, type Row, TOKEN } from './rows.ts'

/** The server of a row, the same for every tool. */
export interface RowServer {
  readonly url: string
  /** What arrived since the last call: requests, and how many of the row's promises were asked. */
  seen(): { readonly requests: number; readonly promises: number }
  close(): Promise<void>
}

/** Starts the server of a row on a free loopback port; where nobody listens, the port is free and closed. */
export async function startRowServer(row: Row): Promise<RowServer> {
  let requests = 0
  let arrived = new Set<string>()
  const server = createServer(async (request, response) => {
    requests += 1
    arrived.add(promiseOf(request))
    if (row.behaviour === 'never-answers') return
    if (row.delayMs > 0) await delay(row.delayMs)
    answer(request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.closeAllConnections()
    if (server.listening) await new Promise((done) => server.close(done))
  }
  if (row.behaviour === 'nobody-listens') await close()
  return {
    url,
    seen() {
      const promises = row.asks.filter((ask) => arrived.has(`${ask.path} ${ask.token}`)).length
      const seen = { requests, promises }
      requests = 0
      arrived = new Set()
      return seen
    },
    close,
  }
}

/** Each link of a chain is opened by the key in the answer before it. */
function keyOf(link: number): string {
  return `key-${link * 7919}`
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const [status, body] = answerTo(request)
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function answerTo(request: IncomingMessage): readonly [status: number, body: unknown] {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host')
  const [, kind, number] = pathname.split('/')
  const at = Number(number)
  if (kind === 'chain' && at > 1 && searchParams.get('key') !== keyOf(at))
    return [400, { status: 'wrong key' }]
  if (kind === 'protected' && (!hasGoodToken(request) || pathname === BROKEN_ROUTE))
    return [401, { status: 'refused' }]
  return [200, { status: 'ok', id: at, next: keyOf(at + 1) }]
}

function hasGoodToken(request: IncomingMessage): boolean {
  return request.headers.authorization === `Bearer ${TOKEN}`
}

/** The path and the token of a request, as in `/checks/1 none`. */
function promiseOf(request: IncomingMessage): string {
  const token =
    request.headers.authorization === undefined ? 'none' : hasGoodToken(request) ? 'good' : 'wrong'
  return `${request.url?.split('?')[0]} ${token}`
}
