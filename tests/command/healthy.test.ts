import { expect, onTestFinished, test } from 'vitest'
import { startReference } from '../../reference/start-reference.ts'
import { statusesOf } from './begin-command.ts'
import { envFile } from './env-file.ts'
import { runCommand } from './run-command.ts'

/** Every pair of generations of the platform's API that was ever deployed, each with its share of fifty runs. */
const GENERATIONS = [
  { rest: 'H', socket: 'H', runs: 13 },
  { rest: 'H', socket: 'S9', runs: 13 },
  { rest: 'S9', socket: 'H', runs: 12 },
  { rest: 'S9', socket: 'S9', runs: 12 },
] as const

/** Real runs at a time, each with a deployment of its own: a user has only so many connections. */
const AT_ONCE = 2

test.for(GENERATIONS)(
  'a healthy deployment (health $rest, socket $socket) is green $runs times of $runs, with nothing found',
  { timeout: 600_000 },
  async ({ rest, socket, runs }) => {
    const turns = Array.from({ length: runs }, (_, index) => index + 1).values()
    const lane = async () => {
      const reference = await startReference({ rest, socket })
      onTestFinished(() => reference.close())
      const flags = ['--env', await envFile(reference.env)]
      for (const turn of turns) {
        await expectNothingFound(flags, `run ${turn}`)
        expect(reference.seen.threads(), `run ${turn}`).toEqual([])
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
  },
)

async function expectNothingFound(flags: readonly string[], run: string): Promise<void> {
  const { exitCode, stdout, stderr, reports } = await runCommand(flags)
  expect(exitCode, `${run}: ${stdout}`).toBe(0)
  expect(stderr, run).toBe('')
  const { tests, extra } = reports.ctrf.results
  expect(extra, run).toMatchObject({
    verdict: 'pass',
    decision: 'promote',
    rootCauses: [],
    warnings: [],
  })
  const { passed = [], skipped = [], ...others } = statusesOf(tests)
  expect(others, run).toEqual({})
  expect(passed.length, run).toBeGreaterThan(130)
  expect(skipped.length, run).toBeLessThan(10)
  for (const {
    rawStatus,
    message,
    extra: { id },
  } of tests)
    if (rawStatus === 'skipped') expect(message, `${run}: ${id}`).toMatch(/\w+/)
}
