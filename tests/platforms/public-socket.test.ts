import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { runInLab } from '../support/lab.ts'

const folder = useFolder('public-socket')

const CONTRACT = {
  platform: 'A feed',
  variables: [
    { name: 'FEED_URL', meaning: 'The feed.', example: 'https://x.example', kind: 'url' },
  ],
  services: [{ name: 'feed', urlVariable: 'FEED_URL', health: [{ path: '/health' }] }],
  sockets: [
    {
      name: 'news',
      service: 'feed',
      path: '/news',
      welcome: { marks: [{ at: 'type', is: 'hello' }] },
      ping: { say: { type: 'ping' }, hears: [{ at: 'type', is: 'pong' }] },
      withinMs: 3000,
      quietSeconds: 1,
    },
  ],
}

/** The same on a platform with tokens, whose socket is open on purpose. */
const OPEN_ON_PURPOSE = {
  ...CONTRACT,
  variables: [
    ...CONTRACT.variables,
    { name: 'FEED_TOKEN', meaning: 'A token.', example: 'u3Vb0mT7yQ2kXr9sLd4e', kind: 'secret' },
  ],
  tokens: {
    issuer: 'feed',
    ways: [
      { id: 'given', title: 'given token', source: { from: 'variable', variable: 'FEED_TOKEN' } },
    ],
  },
  sockets: CONTRACT.sockets.map((socket) => ({ ...socket, admits: 'everybody' })),
}

interface Feed {
  readonly path?: string
  readonly contract?: object
  /** `token`: without one the handshake is refused. */
  readonly asksFor?: 'token'
  /** What every plain GET gets; left out, that of a small app. */
  readonly plain?: number
  readonly onSocket?: (socket: WebSocket, request: IncomingMessage) => void
}

/** A platform without tokens: health, and a socket that greets everybody and answers pings. */
async function runOn(
  name: string,
  { path = '/news', onSocket, contract: written = CONTRACT, asksFor, plain }: Feed = {},
) {
  const server = createServer((request, response) => {
    response.writeHead(plain ?? (request.url === '/health' ? 200 : 404)).end('ok')
  })
  const sockets = new WebSocketServer({
    server,
    path,
    ...(asksFor && {
      verifyClient: (_: unknown, done: (isWelcome: boolean, status: number) => void) =>
        done(false, 401),
    }),
  })
  sockets.on('connection', (socket, request) => {
    if (onSocket !== undefined) return onSocket(socket, request)
    socket.send('{"type":"hello"}')
    socket.on('message', () => socket.send('{"type":"pong"}'))
  })
  const { url } = await serve(server, 'http')
  const contract = join(folder.path, `${name}.json`)
  await writeFile(contract, JSON.stringify(written))
  const env = await writeEnvFile(folder.path, name, {
    ENVIRONMENT: 'local',
    FEED_URL: url,
    FEED_TOKEN: 'quiet-lantern-4711-of-the-feed',
  })
  const { reports } = await runInLab(['--env', env, '--contract', contract])
  const { rootCauses } = reports.ctrf.results.extra
  return {
    causes: rootCauses.map(({ code, service }) => `${code} (${service})`),
    firstLine: rootCauses[0]?.summary,
    checks: reports.ctrf.results.tests
      .filter(({ extra }) => extra.id.startsWith('websocket/'))
      .map(({ extra, status }) => `${extra.id}: ${status}`)
      .sort(),
  }
}

const ALL_IS_WELL = [
  'websocket/news/bypass: skipped',
  'websocket/news/opens: passed',
  'websocket/news/ping: passed',
  'websocket/news/quiet: passed',
  'websocket/news/welcome: passed',
]

test('a socket that needs no token is asked what it promises', async () => {
  const { causes, checks } = await runOn('well')
  expect(causes).toEqual([])
  expect(checks).toEqual(ALL_IS_WELL)
})

test('a server of sockets alone answers every plain GET with 400, and is there', async () => {
  const services = CONTRACT.services.map((service) => ({ ...service, health: [] }))
  const contract = { ...CONTRACT, services }
  expect((await runOn('alone', { contract, plain: 400 })).causes).toEqual([])
  expect((await runOn('alone', { contract, plain: 403 })).causes).toEqual(['edge.refused (feed)'])
})

test('one that is not mounted is missing', async () => {
  const { causes, firstLine } = await runOn('missing', { path: '/elsewhere' })
  expect(causes).toEqual(['ws.missing (feed)'])
  expect(firstLine).toContain('a path that cannot exist gets the same 400')
})

test('one that is cut while it is quiet is named so', async () => {
  const { causes, firstLine } = await runOn('cut', {
    onSocket: (socket) => {
      socket.send('{"type":"hello"}')
      const cut = setTimeout(() => socket.terminate(), 600)
      socket.on('message', () => {
        cut.refresh()
        socket.send('{"type":"pong"}')
      })
    },
  })
  expect(causes).toEqual(['ws.closed (feed)'])
  expect(firstLine).toContain('does not keep a quiet WebSocket open for 1 s')
})

/** Broken instances are waited for: not long. */
const SOON = {
  ...CONTRACT,
  sockets: CONTRACT.sockets.map((socket) => ({ ...socket, withinMs: 1_000 })),
}

test.for<readonly [string, boolean, boolean, RegExp]>([
  ['welcome', false, true, /the welcome does not come 2 of 4 times at ws:/],
  ['pong', true, false, /the pong does not come 2 of 4 times at ws:/],
])('one of whose instances sends no %s says how often', async ([name, greets, pongs, line]) => {
  // The agent names the run: one that the lab makes again begins with the broken instance too.
  const opened = new Map<string | undefined, number>()
  const { causes, firstLine } = await runOn(`some-${name}`, {
    contract: SOON,
    onSocket: (socket, { headers: { 'user-agent': run } }) => {
      const before = opened.get(run) ?? 0
      opened.set(run, before + 1)
      const isBroken = before % 2 === 0
      if (greets || !isBroken) socket.send('{"type":"hello"}')
      if (pongs || !isBroken) socket.on('message', () => socket.send('{"type":"pong"}'))
    },
  })
  expect(causes).toEqual(['ws.silent (feed)'])
  expect(firstLine).toMatch(line)
  expect(firstLine).toContain('as when one instance is broken')
})

test('one that sends no JSON is named by what it sends', async () => {
  const { causes, firstLine } = await runOn('text', {
    contract: SOON,
    onSocket: (socket) => socket.send('hello'),
  })
  expect(causes).toEqual(['ws.malformed (feed)'])
  expect(firstLine).toContain('frames over the WebSocket that are not JSON: "hello"')
})

test('one that is open on purpose gets no token, and nobody calls it open', async () => {
  const { causes, checks } = await runOn('on-purpose', { contract: OPEN_ON_PURPOSE })
  expect(causes).toEqual([])
  expect(checks).toEqual(ALL_IS_WELL)
})

test('one that is open on purpose and asks for a token refuses everybody', async () => {
  const { causes, firstLine } = await runOn('closed', {
    contract: OPEN_ON_PURPOSE,
    asksFor: 'token',
  })
  expect(causes).toEqual(['ws.refused (feed)'])
  expect(firstLine).not.toContain('user token')
})
