import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { runCommand } from '../command/run-command.ts'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { KEY, KEY_VARIABLE, signedHere } from './signed-here.ts'

const folder = useFolder('some-connections')

/** A chat whose socket takes the token as a cookie, welcomes users, and answers a ping; the run signs its tokens. */
const CHAT = {
  platform: 'A chat',
  variables: [
    { name: 'CHAT_URL', meaning: 'The chat.', example: 'https://x.example', kind: 'url' },
    KEY_VARIABLE,
  ],
  services: [{ name: 'chat', urlVariable: 'CHAT_URL', health: [{ path: '/health' }] }],
  tokens: signedHere('chat'),
  sockets: [
    {
      name: 'chat',
      service: 'chat',
      path: '/live',
      ways: [{ by: 'cookie', name: 'sid' }],
      welcome: { marks: [{ at: 'type', is: 'welcome' }] },
      ping: { say: { type: 'ping' }, hears: [{ at: 'type', is: 'pong' }] },
      withinMs: 600,
    },
  ],
}

interface Serving {
  /** Answers a handshake in the place of the app; `nth` counts from 0. */
  readonly instead?: (connection: Duplex, nth: number) => boolean
  /** How long a proxy holds back what the app sends, milliseconds. */
  readonly heldMs?: number
}

async function runOnChat(name: string, { instead, heldMs = 0 }: Serving) {
  const sockets = new WebSocketServer({ noServer: true })
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/health' ? 200 : 404).end()
  })
  let nth = 0
  server.on('upgrade', async (request, connection, head) => {
    if (instead?.(connection, nth++)) return
    const token = /sid=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    const user = await jwtVerify(token, Buffer.from(KEY)).catch(() => undefined)
    sockets.handleUpgrade(request, connection, head, (socket) => {
      const later = (act: () => void) => void setTimeout(act, heldMs)
      if (user === undefined) return later(() => socket.close(4401, 'Unauthorized'))
      later(() => socket.send('{"type":"welcome"}'))
      socket.on('message', () => later(() => socket.send('{"type":"pong"}')))
    })
  })
  const { url } = await serve(server, 'http')
  const file = join(folder.path, `${name}.json`)
  await writeFile(file, JSON.stringify(CHAT))
  const variables = { ENVIRONMENT: 'local', CHAT_URL: url, JWT_KEY: KEY }
  const env = await writeEnvFile(folder.path, name, variables)
  const { reports } = await runCommand(['--env', env, '--contract', file])
  const { rootCauses, warnings } = reports.ctrf.results.extra
  const found = [...rootCauses, ...warnings]
  return {
    found: found.map(({ code, service }) => `${code} (${service})`),
    said: JSON.stringify(found),
  }
}

test('a healthy chat: nothing is found', async () => {
  expect((await runOnChat('healthy', {})).found).toEqual([])
})

test('an instance that refuses every second handshake with 503 is found, also where only wrong tokens meet it', async () => {
  const page = '<html><head><title>503 Service Temporarily Unavailable</title></head></html>'
  const { found, said } = await runOnChat('half', {
    instead: (connection, nth) => {
      if (nth % 2 === 0) return false
      connection.end(
        `HTTP/1.1 503 Service Unavailable\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: ${page.length}\r\nConnection: close\r\n\r\n${page}`,
      )
      return true
    },
  })
  expect(found[0]).toBe('ws.unavailable (chat)')
  expect(said).toMatch(/1 of 2 times/)
})

test('a refusal that is held back as long as the welcome is no open door', async () => {
  expect((await runOnChat('held', { heldMs: 900 })).found).toEqual(['ws.silent (chat)'])
})
