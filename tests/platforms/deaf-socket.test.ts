import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startReference } from '../../reference/start-reference.ts'
import { writeEnvFile } from '../support/env-file.ts'
import { extraFault, forgetExtraFaults } from '../support/extra-fault.ts'
import { useFolder } from '../support/folders.ts'
import { runInLab } from '../support/lab.ts'

afterAll(forgetExtraFaults)

const folder = useFolder('deaf-socket')

test('a socket that hears nothing and sends heartbeats is silent, and its agent is not waited for', async () => {
  const deaf = extraFault('deaf-socket', ({ backend }) => {
    backend.socket.received = () => 'ignore'
    backend.socket.heartbeatMs = 300
  })
  const reference = await startReference({ faults: [deaf] })
  const netra = new URL('../../contracts/netra.ts', import.meta.url).pathname
  const contract = join(folder.path, 'contract.ts')
  await writeFile(
    contract,
    `import { contract as netra } from '${netra}'
     export const contract = {
       ...netra,
       sockets: netra.sockets.map((socket) => ({ ...socket, withinMs: 1_000 })),
     }`,
  )
  const env = await writeEnvFile(folder.path, 'deaf', { ENVIRONMENT: 'local', ...reference.env })
  const { reports } = await runInLab(['--env', env, '--contract', contract], {
    waits: 'as-deployed',
  }).finally(() => reference.close())
  const { rootCauses } = reports.ctrf.results.extra
  expect(rootCauses.map(({ code, service }) => `${code} (${service})`)).toEqual([
    'ws.silent (backend)',
  ])
  // The answer of an agent has 30 s.
  const answer = reports.ctrf.results.tests.find(
    ({ extra }) => extra.id === 'golden-path/chat/message',
  )
  expect(answer).toMatchObject({ rawStatus: 'blocked' })
})
