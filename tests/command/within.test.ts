import { expect, onTestFinished, test } from 'vitest'
import { startReference } from '../../reference/start-reference.ts'
import { statusesOf } from './begin-command.ts'
import { envFile } from './env-file.ts'
import { runCommand } from './run-command.ts'

/** Added to every answer, so that a run takes longer than its budget. */
const DELAY_MS = 700

async function run(args: readonly string[], options: Parameters<typeof startReference>[0] = {}) {
  const reference = await startReference(options)
  onTestFinished(() => reference.close())
  const result = await runCommand(['--env', await envFile(reference.env), ...args])
  return { ...result, reference, ...result.reports.ctrf.results }
}

test('what was not asked within the budget is not judged, and the run is not green', async () => {
  const { exitCode, stdout, stderr, extra, tests, reference } = await run(['--within', '3'], {
    delayMs: DELAY_MS,
  })
  expect(exitCode, stdout + stderr).toBe(1)
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
    /was not checked to the\s+end: the time of --within was over before \d+ of \d+ checks could be judged/,
  )
  expect(extra).toMatchObject({ verdict: 'fail', decision: 'hold', rootCauses: [] })
  const { passed: _, skipped = [], ...others } = statusesOf(tests)
  expect(others).toEqual({ failed: ['run/verdict/ends'] })
  const notJudged = tests.filter(({ message }) =>
    message?.includes('the time of --within was over'),
  )
  expect(notJudged.length).toBeGreaterThan(20)
  expect(skipped.length).toBeGreaterThanOrEqual(notJudged.length)
  expect(reference.seen.threads()).toEqual([])
})

test('a budget that is over while services are awaited holds the deploy', async () => {
  const { exitCode, extra } = await run(['--within', '3', '--wait', '60'], {
    faults: ['backend-refused'],
  })
  expect(exitCode).toBe(1)
  expect(extra.decision).toBe('hold')
})

test('a run that ends within its budget is like any other', async () => {
  const { exitCode, extra } = await run(['--within', '120', '--suite', 'health'])
  expect(exitCode).toBe(0)
  expect(extra).toMatchObject({ verdict: 'pass', decision: 'promote' })
})
