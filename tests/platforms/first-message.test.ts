import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { runCommand } from '../command/run-command.ts'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { KEY, KEY_VARIABLE, signedHere } from './signed-here.ts'

const folder = useFolder('first-message')

const CONTRACT = {
  platform: 'Live',
  variables: [
    { name: 'LIVE_URL', meaning: 'The hub.', example: 'https://x.example', kind: 'url' },
    KEY_VARIABLE,
  ],
  services: [{ name: 'live', urlVariable: 'LIVE_URL', health: [{ path: '/health' }] }],
  tokens: signedHere('live'),
  sockets: [
    {
      name: 'live',
      service: 'live',
      path: '/ws',
      ways: [
        { by: 'first-message', say: { id: 1, token: '{token}' }, accepted: [{ at: 'id', is: 1 }] },
      ],
      welcome: { marks: [{ at: 'version', matches: '.' }] },
    },
  ],
}

/** How Centrifugo 6 treats who connects: a good token is answered, a wrong one ends the connection, silence ends it later. */
function treat(socket: WebSocket, staleMs: number, stale: () => void): void {
  const timer = setTimeout(() => {
    stale()
    socket.close(3502, 'stale')
  }, staleMs)
  socket.on('close', () => clearTimeout(timer))
  socket.on('message', async (data) => {
    clearTimeout(timer)
    const { token } = JSON.parse(data.toString())
    await jwtVerify(token, new TextEncoder().encode(KEY)).then(
      () => socket.send('{"id":1,"version":"6"}'),
      () => socket.close(3500, 'invalid token'),
    )
  })
}

async function runOn(name: string, { staleMs = 8_000, key = KEY } = {}) {
  let stale = 0
  const server = createServer((_request, response) => response.end('ok'))
  new WebSocketServer({ server }).on('connection', (socket) =>
    treat(socket, staleMs, () => {
      stale += 1
    }),
  )
  const { url } = await serve(server, 'http')
  const file = join(folder.path, `${name}.json`)
  await writeFile(file, JSON.stringify(CONTRACT))
  const env = await writeEnvFile(folder.path, name, {
    ENVIRONMENT: 'local',
    LIVE_URL: url,
    JWT_KEY: key,
  })
  const { reports } = await runCommand(['--env', env, '--contract', file])
  const { rootCauses, warnings } = reports.ctrf.results.extra
  const found = [...rootCauses, ...warnings].map(({ code }) => code)
  const sockets = reports.ctrf.results.tests.filter(({ extra }) => extra.id.startsWith('websocket'))
  return {
    found,
    said: JSON.stringify(rootCauses),
    stale,
    ids: sockets.map(({ extra }) => extra.id),
  }
}

test('a connection without a first message is closed before the server loses its patience', async () => {
  const { found, stale, ids } = await runOn('patient')
  expect(found).toEqual([])
  expect(stale).toBe(0)
  expect(ids.length).toBeGreaterThan(5)
  // The contract has no headers of tests.
  expect(ids.filter((id) => /test-headers/.test(id))).toEqual([])
})

test('a connection without a token that the server ends with a code of its library was refused', async () => {
  const { found, stale } = await runOn('impatient', { staleMs: 300 })
  expect(found).toEqual([])
  expect(stale).toBeGreaterThan(0)
})

test('a token that was signed here, and that nothing shows to be good, is what may be wrong', async () => {
  const { found, said } = await runOn('other-key', { key: KEY.toUpperCase() })
  expect(found).toEqual(['ws.refused'])
  expect(said).toContain('live refuses the token that this run signed with JWT_KEY')
  expect(said).toContain('Compare JWT_KEY of this run')
})
