import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { runInLab } from '../support/lab.ts'
import { isOurs, issued, TOKEN_KEY } from './own-tokens.ts'
import { WHOLE_SHOP } from './whole-shop-contract.ts'

/** What a request or a handshake (`WS`) of a user or of nobody gets in place of the right answer. */
export interface Said {
  readonly status: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

export type Break = (asked: {
  readonly method: string
  readonly path: string
  readonly origin: string | undefined
  readonly headers: IncomingMessage['headers']
  /** `none`: no token came. */
  readonly token: 'good' | 'wrong' | 'none'
}) => Said | undefined

const SECRET = 'the-right-secret-of-the-client'
const ORIGIN = 'http://127.0.0.1'
/** Runs the suites against the shop, broken in one way. @param service more of what the contract says of its API. */
export async function runOnShop(
  folder: string,
  broken: Break = () => undefined,
  service: object = {},
) {
  const [api, ...others] = WHOLE_SHOP.services
  const services = [{ ...api, ...service }, ...others]
  const name = randomUUID()
  const contract = join(folder, `${name}.json`)
  await writeFile(contract, JSON.stringify({ ...WHOLE_SHOP, services }))
  const web = createServer((_, response) => response.end('ok'))
  const variables = {
    ENVIRONMENT: 'local',
    API_URL: (await startApi(broken)).url,
    WEB_URL: (await serve(web, 'http')).url,
    SECRET,
    JWT_KEY: TOKEN_KEY,
    SERVICE_KEY: 'the-key-of-the-service-that-calls',
  }
  const env = await writeEnvFile(folder, name, variables)
  const { record } = await runInLab(['--env', env, '--contract', contract])
  return {
    causes: record.rootCauses.map(({ code, service }) => `${code} (${service})`),
    lines: record.rootCauses.map(({ summary }) => summary),
    steps: record.rootCauses.flatMap(({ nextSteps }) => nextSteps),
    decision: record.decision,
  }
}

function startApi(broken: Break) {
  const notes = new Set<string>()
  const asks = (request: IncomingMessage, method = request.method ?? 'GET') => {
    const token = /^Bearer (\S*)$/.exec(request.headers.authorization ?? '')?.[1]
    const { headers } = request
    const { origin } = headers
    return {
      headers,
      method,
      path: request.url ?? '/',
      origin,
      token: token === undefined ? 'none' : isOurs(token) ? 'good' : 'wrong',
    } as const
  }
  const server = createServer(async (request, response) => {
    let sent = ''
    for await (const piece of request) sent += piece
    const asked = asks(request)
    const { status, body, headers } = broken(asked) ?? rightAnswer(asked, sent, notes)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, connection, head) => {
    const asked = asks(request, 'WS')
    const refused = { status: 401, body: '' }
    const said: Said | undefined = broken(asked) ?? (asked.token === 'good' ? undefined : refused)
    if (said !== undefined) {
      connection.end(
        `HTTP/1.1 ${said.status} No\r\nContent-Type: ${said.headers?.['content-type'] ?? 'application/json'}\r\nContent-Length: ${said.body.length}\r\n\r\n${said.body}`,
      )
      return
    }
    sockets.handleUpgrade(request, connection, head, (socket) => {
      socket.send('{"type":"welcome"}')
      socket.on('message', () => socket.send('{"type":"pong"}'))
    })
  })
  return serve(server, 'http')
}

function rightAnswer(
  { method, path, origin, token }: Parameters<Break>[0],
  sent: string,
  notes: Set<string>,
): Said {
  const shared = origin?.startsWith(ORIGIN) && {
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'authorization',
    vary: 'origin',
  }
  const say = (status: number, json: unknown): Said => ({
    status,
    body: JSON.stringify(json),
    headers: { vary: 'origin', ...shared },
  })
  if (path === '/health') return say(200, { status: 'ok' })
  if (method === 'OPTIONS') return say(200, {})
  if (path === '/token')
    return sent.includes(SECRET)
      ? say(200, { access_token: issued() })
      : say(401, { error: 'invalid_client' })
  if (token !== 'good') return say(401, { error: 'unauthorized' })
  if (path === '/me' || path === '/orders') return say(200, { id: 'u-17' })
  const id = path.replace('/notes', '').slice(1)
  if (path === '/notes') {
    const made = `n${notes.size + 1}`
    notes.add(made)
    return say(201, { id: made })
  }
  if (!notes.has(id)) return say(404, { error: 'no such note' })
  if (method === 'DELETE') notes.delete(id)
  return say(200, { id })
}
