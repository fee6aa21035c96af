import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
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
  /** `nothing`: the contract promises neither a welcome nor a pong. */
  readonly promises?: 'nothing'
  /** How long after it opened a proxy cuts a connection, milliseconds. */
  readonly cutAfterMs?: number
  /** How the `nth` connection of a user differs: a 404, or no welcome. */
  readonly users?: (nth: number) => false | 'refused' | 'mute'
  /** Whether a ping is answered. */
  readonly answers?: () => boolean
  /** `everybody`: whatever the token is. */
  readonly lets?: 'everybody'
}

/** The same chat, which promises of its socket only that it opens. */
const MUTE = {
  ...CHAT,
  sockets: CHAT.sockets.map(({ welcome: _, ping: __, ...socket }) => ({
    ...socket,
    withinMs: 5_000,
  })),
}

async function runOnChat(
  name: string,
  { instead, heldMs = 0, promises, cutAfterMs, lets, users, answers = () => true }: Serving,
) {
  const strangersAt: number[] = []
  const usersAt: number[] = []
  const began = performance.now()
  const sockets = new WebSocketServer({ noServer: true })
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/health' ? 200 : 404).end()
  })
  let nth = 0
  let nthOfUsers = 0
  server.on('upgrade', async (request, connection, head) => {
    if (instead?.(connection, nth++)) return
    if (cutAfterMs !== undefined) setTimeout(() => connection.destroy(), cutAfterMs)
    const token = /sid=([^;]*)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    const user = await jwtVerify(token, Buffer.from(KEY)).catch(() => undefined)
    if (user === undefined) strangersAt.push(performance.now() - began)
    else usersAt.push(performance.now() - began)
    const becomes = user !== undefined && users?.(nthOfUsers++)
    if (becomes === 'refused') {
      connection.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, connection, head, (socket) => {
      const later = (act: () => void) => void setTimeout(act, heldMs)
      if (user === undefined && lets !== 'everybody')
        return later(() => socket.close(4401, 'Unauthorized'))
      if (becomes !== 'mute') later(() => socket.send('{"type":"welcome"}'))
      socket.on('message', () => answers() && later(() => socket.send('{"type":"pong"}')))
    })
  })
  const { url } = await serve(server, 'http')
  const file = join(folder.path, `${name}.json`)
  await writeFile(file, JSON.stringify(promises === 'nothing' ? MUTE : CHAT))
  const variables = { ENVIRONMENT: 'local', CHAT_URL: url, JWT_KEY: KEY }
  const env = await writeEnvFile(folder.path, name, variables)
  const { reports } = await runCommand(['--env', env, '--contract', file])
  const { rootCauses, warnings } = reports.ctrf.results.extra
  const found = [...rootCauses, ...warnings]
  return {
    found: found.map(({ code, service }) => `${code} (${service})`),
    said: JSON.stringify(found),
    strangersWaitMs: Math.max(...strangersAt) - Math.min(...usersAt),
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

describe('a socket that promises neither a welcome nor a pong', () => {
  test('is listened to beside the other checks: they do not wait for it', async () => {
    const { found, strangersWaitMs } = await runOnChat('mute', { promises: 'nothing' })
    expect(found).toEqual([])
    expect(strangersWaitMs).toBeLessThan(4_000)
  })

  test('must stay open', async () => {
    const { found, said } = await runOnChat('mute-cut', { promises: 'nothing', cutAfterMs: 1_000 })
    expect(found).toEqual(['ws.closed (chat)'])
    expect(said).toMatch(/closes it again with 1006/)
  })

  test('that lets everybody in is open', async () => {
    const { found } = await runOnChat('mute-open', { promises: 'nothing', lets: 'everybody' })
    expect(found).toEqual(['ws.open (chat)'])
  })
})

describe('a socket whose first connection is good', () => {
  test('and whose next ones are refused says how often', async () => {
    const { found, said } = await runOnChat('later-404', {
      users: (nth) => nth > 0 && nth < 2 && 'refused',
    })
    expect(found).toEqual(['ws.missing (chat)'])
    expect(said).toMatch(/fails to open the WebSocket 1 of 2 times/)
  })

  test('and whose next ones get no welcome says how often', async () => {
    const { found, said } = await runOnChat('later-mute', { users: (nth) => nth === 2 && 'mute' })
    expect(found).toEqual(['ws.silent (chat)'])
    expect(said).toMatch(/the welcome does not come 1 of 3 times/)
  })

  test('and of whose pings every second one is lost says how often', async () => {
    let pings = 0
    const { found, said } = await runOnChat('later-ping', { answers: () => ++pings % 2 === 1 })
    expect(found).toEqual(['ws.silent (chat)'])
    expect(said).toMatch(/the pong does not come 1 of 2 times/)
  })
})

test('a handshake that opens with one thing less, and then as it was, is of an instance, and not of that thing', async () => {
  const { found, said } = await runOnChat('control', { users: (nth) => nth < 4 && 'refused' })
  expect(found).toEqual(['ws.missing (chat)'])
  expect(said).toMatch(/fails to open the WebSocket 4 of 5 times/)
  expect(said).not.toContain('ompression')
})
