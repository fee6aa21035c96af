import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { serve } from '../http/support/serve.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { useFolder } from '../support/folders.ts'
import { runInLab } from '../support/lab.ts'

const folder = useFolder('client-ids')

/** The causes of a run on a server that greets each URL once, as PeerServer 1.0.2 greets the id of a client; and the URLs that it saw. */
async function runOn(name: string, path: string) {
  const urls: string[] = []
  const server = createServer((_asked, response) => {
    response.end('ok')
  })
  new WebSocketServer({ server }).on('connection', (socket, { url = '' }) => {
    if (!urls.includes(url)) socket.send('{"type":"OPEN"}')
    urls.push(url)
  })
  const { url } = await serve(server, 'http')
  const contract = join(folder.path, `${name}.json`)
  await writeFile(
    contract,
    JSON.stringify({
      platform: 'Calls',
      variables: [
        { name: 'PEER_URL', meaning: 'The server.', example: 'https://x.example', kind: 'url' },
      ],
      services: [{ name: 'peer', urlVariable: 'PEER_URL', health: [{ path: '/health' }] }],
      sockets: [
        {
          name: 'signals',
          service: 'peer',
          path,
          welcome: { marks: [{ at: 'type', is: 'OPEN' }] },
          withinMs: 600,
        },
      ],
    }),
  )
  const env = await writeEnvFile(folder.path, name, { ENVIRONMENT: 'local', PEER_URL: url })
  const { reports } = await runInLab(['--env', env, '--contract', contract])
  return { urls, causes: reports.ctrf.results.extra.rootCauses.map(({ code }) => code) }
}

test('each connection has an id of its own where the contract asks for one', async () => {
  const { urls, causes } = await runOn('own', '/peerjs?id={connection}')
  expect(causes).toEqual([])
  expect(urls.length).toBeGreaterThan(1)
  expect(new Set(urls).size).toBe(urls.length)
})

test('with one id for the run, the server greets the first connection alone', async () => {
  const { urls, causes } = await runOn('same', '/peerjs?id={run}')
  expect(causes).toEqual(['ws.silent'])
  expect(new Set(urls).size).toBe(1)
})
