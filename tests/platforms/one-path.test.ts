import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { signalR, socketIo } from '../../contracts/presets/sockets.ts'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { runInLab } from '../support/lab.ts'

const folder = useFolder('one-path')

/** One path of a platform that answers plain requests and handshakes: the socket, and the request that comes before it. */
const SOCKET_IO = {
  sockets: [socketIo({ name: 'chat', service: 'chat', ways: [], opening: { raw: '40' } })],
  journeys: [
    journey({
      path: '/socket.io/?EIO=4&transport=polling',
      says: [{ at: 'text', starts: '0{' }],
    }),
  ],
}
const SIGNAL_R = {
  sockets: [signalR({ name: 'chat', service: 'chat', path: '/hub', ways: [] })],
  journeys: [journey({ path: '/hub/negotiate', method: 'POST', has: ['connectionId'] })],
}

function journey({ path, method = 'GET', ...promised }: Record<string, unknown>) {
  const request = { service: 'chat', method, path }
  const step = { id: 'begin', title: 'begins', as: 'nobody', effect: 'reads', request }
  return { name: 'begin', steps: [{ ...step, ...promised }] }
}

type Said = readonly [status: number, body: string]

/** The causes of a run in which all plain requests but that for health, and all handshakes, are answered so. */
async function causesOf(contract: object, [status, body]: Said, handshake: Said | 'cut' | 'opens') {
  const server = createServer((request, response) => {
    if (request.url === '/health') response.end('ok')
    else
      response
        .writeHead(status, {
          'content-type': body.startsWith('<') ? 'text/html' : 'application/json',
        })
        .end(body)
  })
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, connection: Duplex, head) => {
    connection.on('error', () => connection.destroy())
    if (handshake === 'cut') connection.destroy()
    else if (handshake === 'opens')
      sockets.handleUpgrade(request, connection, head, (socket) => {
        socket.send('0{"sid":"s"}')
        socket.on('message', () => socket.send('40{"sid":"t"}'))
      })
    else
      connection.end(
        `HTTP/1.1 ${handshake[0]} No\r\ncontent-length: ${handshake[1].length}\r\nconnection: close\r\n\r\n${handshake[1]}`,
      )
  })
  const { url } = await serve(server, 'http')
  const name = randomUUID()
  const file = join(folder.path, `${name}.json`)
  const variables = [
    { name: 'CHAT_URL', meaning: 'It.', example: 'https://x.example', kind: 'url' },
  ]
  const services = [{ name: 'chat', urlVariable: 'CHAT_URL', health: [{ path: '/health' }] }]
  await writeFile(file, JSON.stringify({ platform: 'A chat', variables, services, ...contract }))
  const env = await writeEnvFile(folder.path, name, { ENVIRONMENT: 'local', CHAT_URL: url })
  const { record } = await runInLab(['--env', env, '--contract', file])
  return record.rootCauses.map(({ code }) => code)
}

test('a chat that is well: nothing is found', async () => {
  expect(await causesOf(SOCKET_IO, [200, '0{"sid":"s"}'], 'opens')).toEqual([])
})

const APP = '<!doctype html><title>The app</title>'

test.for<readonly [string, object, Said, Said | 'cut', string]>([
  ['Socket.IO at another path', SOCKET_IO, [404, '{}'], 'cut', 'route.missing'],
  ['a path that no router knows', SOCKET_IO, [404, '{}'], [404, '{}'], 'route.missing'],
  ['the page of the app in its place', SOCKET_IO, [200, APP], [200, APP], 'route.shape'],
  ['a crash at both', SOCKET_IO, [500, '{}'], [500, '{}'], 'route.error'],
  ['a refusal at both', SOCKET_IO, [403, '{}'], [403, '{}'], 'route.forbidden'],
  ['a hub at another path', SIGNAL_R, [404, '{}'], [404, '{}'], 'route.missing'],
])('%s is one cause', async ([, contract, plain, handshake, cause]) => {
  expect(await causesOf(contract, plain, handshake)).toEqual([cause])
})

test('a path that answers plain requests in another form, and cuts handshakes, has two', async () => {
  expect(await causesOf(SOCKET_IO, [200, '{}'], 'cut')).toEqual(['route.shape', 'ws.closed'])
})
