import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { socketIo } from '../../contracts/presets/sockets.ts'
import { runCommand } from '../command/run-command.ts'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { KEY, KEY_VARIABLE, signedHere } from './signed-here.ts'

const folder = useFolder('after-connect')

const CONTRACT = {
  platform: 'Live',
  variables: [
    { name: 'LIVE_URL', meaning: 'The hub.', example: 'https://x.example', kind: 'url' },
    KEY_VARIABLE,
  ],
  services: [{ name: 'live', urlVariable: 'LIVE_URL', health: [{ path: '/health' }] }],
  tokens: signedHere('live'),
  sockets: [
    socketIo({
      name: 'live',
      service: 'live',
      ways: [
        {
          by: 'first-message',
          say: { raw: '420["login","{token}"]' },
          accepted: [{ at: 'text', starts: '430[null' }],
        },
      ],
      refusalFrames: [{ at: 'text', starts: '430[{' }],
    }),
  ],
}

type Checks = 'tokens' | 'tokens that there are' | 'nothing'

/** Everybody may connect, later than the frame; an event before that ends the connection (socket.io 4.8); a token signs in. */
function treat(socket: WebSocket, checks: Checks): void {
  let isConnected = false
  const isUser = async (token: string) =>
    checks === 'nothing' ||
    (checks === 'tokens that there are' && token === '') ||
    jwtVerify(token, new TextEncoder().encode(KEY)).then(
      () => true,
      () => false,
    )
  socket.send('0{"sid":"a","pingInterval":25000,"pingTimeout":20000}')
  socket.on('message', async (data) => {
    const said = data.toString()
    if (said.startsWith('40'))
      setImmediate(() => {
        isConnected = true
        socket.send('40{"sid":"b"}')
      })
    else if (!isConnected) socket.close()
    else if (said.startsWith('420')) {
      const [, token] = JSON.parse(said.slice(3))
      socket.send((await isUser(token)) ? '430[null,{"user":1}]' : '430[{"code":401}]')
    }
  })
}

async function runOn(checks: Checks) {
  const server = createServer((_request, response) => response.end('ok'))
  new WebSocketServer({ server }).on('connection', (socket) => treat(socket, checks))
  const { url } = await serve(server, 'http')
  const file = join(folder.path, `${checks.replaceAll(' ', '-')}.json`)
  await writeFile(file, JSON.stringify(CONTRACT))
  const env = await writeEnvFile(folder.path, checks, {
    ENVIRONMENT: 'local',
    LIVE_URL: url,
    JWT_KEY: KEY,
  })
  const { reports } = await runCommand(['--env', env, '--contract', file])
  const { rootCauses, warnings } = reports.ctrf.results.extra
  return [...rootCauses, ...warnings].map(({ code }) => code)
}

test('says the message with the token after the answer to the connect, which everybody gets', async () => {
  expect(await runOn('tokens')).toEqual([])
})

test('a wrong token that gets the answer of a good one is let in', async () => {
  expect(await runOn('nothing')).toEqual([expect.stringMatching(/^ws\.(?:open|accepts-forged)$/)])
})

test('a message without a token that gets the answer of a good one is let in, though wrong tokens are refused', async () => {
  expect(await runOn('tokens that there are')).toEqual(['ws.open'])
})
