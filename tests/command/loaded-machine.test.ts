import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startReference } from '../../reference/start-reference.ts'
import { beginCommand, statusesOf } from './begin-command.ts'
import { envFile } from './env-file.ts'
import { type Ctrf, runCommand } from './run-command.ts'

/** More than the machine has cores, so that every run has to wait for its turn. */
const SPINNERS = 2 * availableParallelism()
/** A loaded machine takes its time, and proves nothing by it. */
const TEST_TIMEOUT_MS = 600_000
const REQUEST_TIMEOUT_MS = 2_000
/** Longer than a request may take, and than the latency that the contract promises (5 s). */
const STOPPED_MS = 6_000
const UNJUDGED = /^could not be judged: this process was held up/

function keepAllCoresBusy(): void {
  const spinners = Array.from({ length: SPINNERS }, () => new Worker('for (;;);', { eval: true }))
  onTestFinished(async () => {
    await Promise.all(spinners.map((spinner) => spinner.terminate()))
  })
}

describe('on a machine without a free core', () => {
  test.for([1, 2, 3])(
    'a healthy deployment is green, run %i',
    { timeout: TEST_TIMEOUT_MS },
    async () => {
      keepAllCoresBusy()
      const { exitCode, stdout, reports } = await runCommand([])
      const { tests, extra } = reports.ctrf.results
      expect(extra, stdout).toMatchObject({ verdict: 'pass', rootCauses: [], warnings: [] })
      const { passed = [], skipped: _, ...others } = statusesOf(tests)
      expect(others, stdout).toEqual({})
      expect(passed.length).toBeGreaterThan(130)
      expect(exitCode).toBe(0)
    },
  )

  test('a backend that is gone is the one cause', { timeout: TEST_TIMEOUT_MS }, async () => {
    keepAllCoresBusy()
    const { exitCode, stdout, reports } = await runCommand(['--fault', 'backend-refused'])
    const { tests, extra } = reports.ctrf.results
    expect(extra, stdout).toMatchObject({
      rootCauses: [{ code: 'tcp.refused', service: 'backend' }],
      warnings: [],
    })
    expect(tests.filter(({ message = '' }) => UNJUDGED.test(message))).toEqual([])
    expect(exitCode).toBe(1)
  })
})

describe('a command that is stopped for longer than its requests may take', () => {
  test('finds nothing in a healthy deployment', async () => {
    const { rootCauses, warnings } = (await stoppedRun()).extra
    expect(rootCauses).toEqual([])
    expect(warnings).toEqual([])
  })

  test('cannot judge whether a silent backend answers, and has no finding about it', async () => {
    const { tests } = await stoppedRun('backend-silent')
    const check = tests.find(({ extra: { id } }) => id === 'health/backend/answers')
    expect(check?.message).toMatch(UNJUDGED)
    expect(check?.extra).toEqual({ id: 'health/backend/answers' })
  })
})

/** Stops a run once its first check has ended, as a machine does that goes to sleep. */
async function stoppedRun(...faults: readonly string[]): Promise<Ctrf['results']> {
  const reference = await startReference({ faults })
  onTestFinished(() => reference.close())
  const run = await beginCommand(['--env', await envFile(reference.env), '--wait', '0'], {
    env: { REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT_MS) },
  })
  await run.until(/^ok /m)
  const group = -(run.child.pid ?? 0)
  process.kill(group, 'SIGSTOP')
  await pause(STOPPED_MS)
  process.kill(group, 'SIGCONT')
  await run.ended
  return (JSON.parse((await run.reports())['ctrf.json'] ?? '') as Ctrf).results
}
