import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startReference } from '../reference/start-reference.ts'
import { writeEnvFile } from '../tests/support/env-file.ts'
import { type Cost, measure } from './spawn.ts'

const COUNTS = [10, 100, 1_000] as const
const BAR_MS = 1
const BAR_MB = 300

/** CPU per protected route beyond the first ten, and memory, with 10, 100 and 1,000 routes in the contract. */
export async function benchRoutes(): Promise<string> {
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
