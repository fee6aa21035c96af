import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startReference } from '../reference/start-reference.ts'
import { writeEnvFile } from '../tests/support/env-file.ts'
import { measure, median } from './spawn.ts'

const DELAY_MS = 100

/**
 * Requests that follow each other on the longest journey: reach, token, acceptance, thread,
 * handshake of the second user's socket, conversation, thread again, its removal.
 */
const CRITICAL_PATH = 8
const BAR_SECONDS = 1.5

/** With every answer 100 ms late: the additional wall time, against the critical path. */
export async function benchDelay(): Promise<string> {
  const [quick, slow] = [await wall(0), await wall(DELAY_MS)]
  const path = (CRITICAL_PATH * DELAY_MS) / 1000
  return `${DELAY_MS} ms a request: ${slow.toFixed(2)} s, without delay ${quick.toFixed(2)} s (bar ${(path + BAR_SECONDS).toFixed(2)} s: a critical path of ${CRITICAL_PATH} requests + ${BAR_SECONDS} s)`
}

async function wall(delayMs: number): Promise<number> {
  const reference = await startReference({ delayMs })
  const dir = await mkdtemp(join(tmpdir(), 'smoke-bench-'))
  try {
    const file = await writeEnvFile(dir, 'bench', { ENVIRONMENT: 'local', ...reference.env })
    const walls: number[] = []
    for (let run = 0; run < 3; run += 1)
      walls.push(
        (await measure(['run.mjs', 'smoke.ts', '--env', file, '--wait', '0', '--report-dir', dir]))
          .wall,
      )
    return median(walls)
  } finally {
    await reference.close()
    await rm(dir, { recursive: true })
  }
}
