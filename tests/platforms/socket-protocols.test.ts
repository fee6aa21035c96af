import { writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { signalR } from '../../contracts/presets/sockets.ts'
import { runCommand } from '../command/run-command.ts'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'

const folder = useFolder('socket-protocols')

const PLATFORM = {
  platform: 'A chat',
  variables: [
    { name: 'CHAT_URL', meaning: 'The chat.', example: 'https://x.example', kind: 'url' },
  ],
  services: [{ name: 'chat', urlVariable: 'CHAT_URL', health: [{ path: '/health' }] }],
}

/** Runs the command on a server with a health route, a listener for other paths and a socket. */
async function runOn(name: string, contract: object, { onRequest, sockets }: Serving) {
  const server = createServer((request, response) => {
    if (request.url === '/health') response.end('ok')
    else if (onRequest !== undefined) onRequest(request, response)
    else response.writeHead(404).end()
  })
  sockets?.(new WebSocketServer({ noServer: true, perMessageDeflate: true }), server)
  const { url } = await serve(server, 'http')
  const file = join(folder.path, `${name}.json`)
  await writeFile(file, JSON.stringify({ ...PLATFORM, ...contract }))
  const env = await writeEnvFile(folder.path, name, { ENVIRONMENT: 'local', CHAT_URL: url })
  const { reports } = await runCommand(['--env', env, '--contract', file])
  const { rootCauses, warnings } = reports.ctrf.results.extra
  return {
    found: [...rootCauses, ...warnings].map(({ code, service }) => `${code} (${service})`),
    said: JSON.stringify([rootCauses, warnings]),
  }
}

interface Serving {
  readonly onRequest?: RequestListener
  readonly sockets?: (sockets: WebSocketServer, server: ReturnType<typeof createServer>) => void
}

const RS = '\u001e'

/** A hub as the protocol of SignalR says: the handshake, then invocations, several messages to a frame. */
function hub(answers: (socket: WebSocket, target: string) => void): Serving {
  return {
    sockets: (sockets, server) => {
      server.on('upgrade', (request, connection, head) =>
        sockets.handleUpgrade(request, connection, head, (socket) => {
          socket.on('message', (data) => {
            for (const one of data.toString().split(RS).filter(Boolean)) {
              const { protocol, target } = JSON.parse(one)
              if (protocol === 'json') socket.send(`{}${RS}{"type":6}${RS}`)
              if (target !== undefined) answers(socket, target)
            }
          })
        }),
      )
    },
  }
}

const completion = `{"type":1,"target":"done","arguments":["an answer"]}${RS}`
const HUB = {
  sockets: [signalR({ name: 'hub', service: 'chat', path: '/hub', ways: [] })],
  journeys: [
    {
      name: 'ask',
      steps: [
        {
          kind: 'conversation',
          id: 'event',
          title: 'answers an invocation',
          effect: 'reads',
          socket: 'hub',
          before: [{ type: 1, target: 'join', arguments: ['{run}'] }],
          say: { type: 1, target: 'ask', arguments: ['why'] },
          nameAt: 'target',
          events: [{ name: 'joined' }, { name: 'done', has: ['arguments.0'] }],
          withinMs: 5_000,
          pauses: 'promised',
        },
      ],
    },
  ],
}

test('events come back over a hub of SignalR, after its handshake and a join', async () => {
  const { found } = await runOn(
    'hub',
    HUB,
    hub((socket, target) => {
      socket.send(
        target === 'join' ? `{"type":6}${RS}{"type":1,"target":"joined"}${RS}` : completion,
      )
    }),
  )
  expect(found).toEqual([])
})

test('events that are held back until the last of them are named so', async () => {
  const { found, said } = await runOn(
    'held',
    HUB,
    hub((socket, target) => {
      if (target === 'join') return
      setTimeout(() => socket.send(`{"type":1,"target":"joined"}${RS}${completion}`), 1_500)
    }),
  )
  expect(found).toEqual(['stream.held (chat)'])
  expect(said).toContain('come all at once')
})

/** A session of Engine.IO by polling: the first answer names it, the second poll must know it. */
const POLLED = {
  journeys: [
    {
      name: 'poll',
      steps: [
        {
          id: 'open',
          title: 'opens a session',
          as: 'nobody',
          effect: 'reads',
          request: { service: 'chat', path: '/socket.io/?EIO=4&transport=polling' },
          says: [{ at: 'text', starts: '0{' }],
          keeps: { sid: 'text:"sid":"([^"]+)"' },
        },
        {
          id: 'known',
          title: 'knows the session at the next poll',
          as: 'nobody',
          effect: 'reads',
          after: 'open',
          request: { service: 'chat', path: '/socket.io/?EIO=4&transport=polling&sid={sid}' },
        },
      ],
    },
  ],
}

test.each([
  ['sticky', 1, []],
  ['not-sticky', 2, ['route.shape (chat)']],
] as const)('polled sessions that are %s', async (name, instances, expected) => {
  const known = Array.from({ length: instances }, () => new Set<string>())
  let turn = 0
  const { found, said } = await runOn(name, POLLED, {
    onRequest: (request, response) => {
      const own = known[turn++ % instances] ?? new Set()
      const sid = new URL(request.url ?? '', 'http://x').searchParams.get('sid')
      if (sid === null) {
        own.add(`s${turn}`)
        response.end(`0{"sid":"s${turn}","upgrades":["websocket"]}`)
      } else if (own.has(sid)) response.end('40')
      else response.writeHead(400).end('{"code":1,"message":"Session ID unknown"}')
    },
  })
  expect(found).toEqual(expected)
  if (expected.length > 0) expect(said).toContain('Session ID unknown')
})

const GREETING = {
  sockets: [
    {
      name: 'news',
      service: 'chat',
      path: '/news',
      welcome: { marks: [{ at: 'type', is: 'hello' }] },
    },
  ],
}

test.each([
  ['wants-compression', 'permessage-deflate', []],
  ['refuses-compression', undefined, ['ws.malformed (chat)']],
] as const)('a socket that %s, as browsers see it', async (name, wanted, expected) => {
  const { found, said } = await runOn(name, GREETING, {
    sockets: (sockets, server) => {
      server.on('upgrade', (request, connection, head) => {
        const offered = request.headers['sec-websocket-extensions']?.split(';')[0]
        if (offered !== wanted) connection.end('HTTP/1.1 400 Bad Request\r\n\r\n')
        else
          sockets.handleUpgrade(request, connection, head, (socket) =>
            socket.send(`{"type":"hello","text":"${'x'.repeat(2_000)}"}`),
          )
      })
    },
  })
  expect(found).toEqual(expected)
  if (expected.length > 0) expect(said).toContain('without compression only')
})
