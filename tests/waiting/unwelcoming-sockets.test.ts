import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCommand } from '../command/run-command.ts'
import { useFolder } from '../support/folders.ts'

/** One wait for a frame, and by far less than what waiting at every connection (four of them) would take. */
const DEADLINE_MS = 8_000
const LESS_THAN_TWO_MS = 2 * DEADLINE_MS

const folder = useFolder('unwelcoming')

/** A contract for the chat of Netra with other promises about its socket. */
async function contractWith(promises: string): Promise<string> {
  const file = join(folder.path, `contract-${promises.replaceAll(/\W/g, '-')}.ts`)
  const netra = new URL('../../contracts/netra.ts', import.meta.url).pathname
  await writeFile(
    file,
    `import { contract as netra } from '${netra}'
     export const contract = {
       ...netra,
       sockets: netra.sockets.map((socket) => ({ ...socket, withinMs: ${DEADLINE_MS}, ${promises} })),
     }`,
  )
  return file
}

async function timed(flags: readonly string[]) {
  const startedMs = performance.now()
  const result = await runCommand(flags, { REQUEST_TIMEOUT_MS: String(DEADLINE_MS) })
  return { ...result, tookMs: performance.now() - startedMs }
}

describe('a socket that does not welcome', () => {
  test('costs one deadline, not one a connection', async () => {
    const { tookMs, reports } = await timed(['--fault', 'socket-without-welcome'])
    expect(reports.ctrf.results.extra.rootCauses).toMatchObject([
      { code: 'ws.silent', service: 'backend', blocks: [] },
    ])
    expect(tookMs).toBeGreaterThan(DEADLINE_MS)
    expect(tookMs).toBeLessThan(LESS_THAN_TWO_MS)
  })

  test('is not waited for where nobody promised that it does: a pong says as well that it serves', async () => {
    const contract = await contractWith('welcome: undefined')
    const { exitCode, tookMs } = await timed([
      '--contract',
      contract,
      '--fault',
      'socket-without-welcome',
    ])
    expect(exitCode).toBe(0)
    expect(tookMs).toBeLessThan(DEADLINE_MS)
  })

  test('is found open without a token all the same', async () => {
    const contract = await contractWith('welcome: undefined')
    const { exitCode, reports } = await timed(['--contract', contract, '--fault', 'socket-open'])
    expect(exitCode).toBe(1)
    expect(reports.ctrf.results.extra.rootCauses).toMatchObject([{ code: 'ws.open' }])
  })
})
