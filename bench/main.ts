import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startReference } from '../reference/start-reference.ts'
import { writeEnvFile } from '../tests/support/env-file.ts'
import { type Cost, measure, median } from './spawn.ts'

/** `npm run bench`: every bar is a ratio within one run, so that a busy machine slows both sides. */
export async function main(): Promise<number> {
  for (const bench of [benchStart, benchDelay, benchRoutes])
    process.stdout.write(`${await bench()}\n`)
  return 0
}

const PAIRS = 7
const BAR = 1.5

/** The suite on the healthy reference against an empty run of the runner, in pairs, after one warm-up of each. */
async function benchStart(): Promise<string> {
  const suite = () => measure(['run.mjs', 'smoke.ts', '--report-dir', 'reports/bench'])
  const empty = () =>
    measure(['node_modules/vitest/vitest.mjs', 'run', '--config', 'bench/vitest.config.ts'])
  await suite()
  await empty()
  const ratios: number[] = []
  const walls: { suite: number[]; empty: number[] } = { suite: [], empty: [] }
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const [one, other] = [await suite(), await empty()]
    if (one.exitCode !== 0 || other.exitCode !== 0)
      return `start: a run failed (${one.exitCode}, ${other.exitCode})`
    ratios.push(one.wall / other.wall)
    walls.suite.push(one.wall)
    walls.empty.push(other.wall)
  }
  return `healthy reference against an empty run: ${median(ratios).toFixed(2)} times (bar ${BAR}); ${median(walls.suite).toFixed(2)} s against ${median(walls.empty).toFixed(2)} s, median of ${PAIRS} pairs`
}

const DELAY_MS = 100

/**
 * Requests that follow each other on the longest journey: reach, token, acceptance, thread,
 * handshake of the second user's socket, conversation, thread again, its removal.
 */
const CRITICAL_PATH = 8
const BAR_SECONDS = 1.5

/** With every answer 100 ms late: the additional wall time, against the critical path. */
async function benchDelay(): Promise<string> {
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

const COUNTS = [10, 100, 1_000] as const
const BAR_MS = 1
const BAR_MB = 300

/** CPU per protected route beyond the first ten, and memory, with 10, 100 and 1,000 routes in the contract. */
async function benchRoutes(): Promise<string> {
  const reference = await startReference()
  const dir = await mkdtemp(join(tmpdir(), 'smoke-bench-'))
  try {
    const file = await writeEnvFile(dir, 'bench', { ENVIRONMENT: 'local', ...reference.env })
    const costs: Cost[] = []
    for (const count of COUNTS) {
      const args = [
        'run.mjs',
        'smoke.ts',
        '--env',
        file,
        '--wait',
        '0',
        '--contract',
        'bench/many-routes.ts',
        '--suite',
        'trust',
        '--report-dir',
        dir,
      ]
      await measure(args, { BENCH_ROUTES: String(count) })
      costs.push(await measure(args, { BENCH_ROUTES: String(count) }))
    }
    const [first] = costs
    return costs
      .map((cost, index) => {
        const count = COUNTS[index] ?? 0
        const each =
          first === undefined || index === 0
            ? ''
            : `, ${(((cost.cpu - first.cpu) * 1000) / (count - COUNTS[0])).toFixed(2)} ms of CPU a route beyond the first ${COUNTS[0]} (bar ${BAR_MS})`
        return `${count} protected routes: exit ${cost.exitCode}, ${cost.cpu.toFixed(2)} s of CPU${each}, ${Math.round(cost.memory)} MB (bar ${BAR_MB})`
      })
      .join('\n')
  } finally {
    await reference.close()
    await rm(dir, { recursive: true })
  }
}
