import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { serveHttp } from '../http/support/serve.ts'
import { useFolder } from '../support/folders.ts'
import { runInit } from './support/run-init.ts'

const folder = useFolder('init-refusals')

const TOKEN = 'tok-4f1c9e7a2b'
const login = (url: string) => [
  '--login',
  `curl ${url}/login --json '{"user":"ann","password":"hunter2-horse"}'`,
]

/** A service with a health route and a login, whose token stands under this name, and one protected route. */
async function serviceWith(field: string, me: Parameters<typeof serveHttp>[0]): Promise<string> {
  const { url } = await serveHttp(async (request, response) => {
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const body = await text(request)
    if (request.url === '/health') return answer(200, { status: 'ok' })
    if (request.url === '/login')
      return body.includes('hunter2-horse')
        ? answer(200, { [field]: TOKEN })
        : answer(401, { error: 'wrong password' })
    if (request.url === '/me') return me(request, response)
    return answer(404, {})
  })
  return url
}

test('promises the refusal of a request for JSON where people are sent to a page', async () => {
  const url = await serviceWith('token', ({ headers }, response) => {
    const wantsJson = headers.accept === 'application/json'
    if (headers.authorization === `Bearer ${TOKEN}`) response.end('{"name":"ann"}')
    else if (wantsJson) response.writeHead(401).end('{}')
    else response.writeHead(302, { location: '/login?next=/me' }).end()
  })
  const made = await runInit(join(folder.path, 'accept'), [
    url,
    ...login(url),
    '--protected',
    '/me',
  ])
  expect(made.stdout).toMatch(/GET \/me 200 by bearer, 401 without a token/)
  expect(made.stdout).toMatch(/^PASS /m)
  expect(await made.text('smoke-contract.ts')).toContain("accept: 'application/json'")
})

test('promises what strangers lack where they get a good status without content', async () => {
  const url = await serviceWith('token', ({ headers }, response) => {
    const isUser = headers.authorization === `Bearer ${TOKEN}`
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(isUser ? '{"session":{"at":1},"user":{"email":"ann@example.com"}}' : 'null')
  })
  const made = await runInit(join(folder.path, 'null'), [url, ...login(url), '--protected', '/me'])
  expect(made.stdout).toMatch(/2xx without user\.email without a token/)
  expect(made.stdout).toMatch(/^PASS /m)
  expect(await made.text('smoke-contract.ts')).toContain("{ lacks: 'user.email' }")
})

test('promises a route that is hidden from everybody else, and calls none missing that opens', async () => {
  const url = await serviceWith('token', ({ headers }, response) => {
    const isUser = headers.authorization === `Bearer ${TOKEN}`
    response.writeHead(isUser ? 200 : 404).end(isUser ? '{"name":"ann"}' : '{}')
  })
  const made = await runInit(join(folder.path, 'hidden'), [
    ...[url, ...login(url)],
    ...['--protected', '/me', '--protected', '/nothing'],
  ])
  expect(made.stdout).toMatch(/GET \/me 200 by bearer, 404 without a token, 404 with a\s+wrong one/)
  expect(made.stdout).toMatch(
    /\/nothing is no protected route: [^:]+: there is no such route, or it is/,
  )
  expect(made.stdout).toMatch(/^PASS /m)
})

test('sends the token in a header of the name that the login gives it', async () => {
  const url = await serviceWith('authentication_token', ({ headers }, response) => {
    const isUser = headers['authentication-token'] === TOKEN
    response.writeHead(isUser ? 200 : 401).end('{}')
  })
  const made = await runInit(join(folder.path, 'named'), [url, ...login(url), '--protected', '/me'])
  expect(made.stdout).toMatch(/GET \/me 200 by header authentication-token,\s+401 without/)
  expect(made.stdout).toMatch(/^PASS /m)
  expect(made.stdout).toContain('no content is promised of the token')
})

test('opens a socket with an Origin where none is let in without', async () => {
  const { url, server } = await serveHttp(async (request, response) => {
    const body = await text(request)
    const isGood = request.url === '/health' || body.includes('hunter2-horse')
    response.writeHead(isGood ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isGood ? { status: 'ok', token: TOKEN } : {}))
  })
  const sockets = new WebSocketServer({
    server,
    verifyClient: ({ req, origin }: { req: IncomingMessage; origin: string }) =>
      origin === url && req.url === `/live?token=${TOKEN}`,
  })
  sockets.on('connection', (socket) => socket.send('{"type":"hello"}'))
  const made = await runInit(join(folder.path, 'origin'), [url, ...login(url), '--socket', '/live'])
  expect(made.stdout).toMatch(/it opens by query, and only with an Origin/)
  expect(made.stdout).toMatch(/^PASS /m)
  expect(await made.text('smoke-contract.ts')).toMatch(/cors: \{ origin: 'api'/)
})
