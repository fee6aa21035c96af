import { expect, onTestFinished, test } from 'vitest'
import { startReference } from '../../reference/start-reference.ts'
import { statusesOf } from './begin-command.ts'
import { envFile } from './env-file.ts'
import { runCommand } from './run-command.ts'

/** Every pair of generations of the platform's API that was ever deployed. */
const GENERATIONS = [
  ['H', 'H'],
  ['H', 'S9'],
  ['S9', 'H'],
  ['S9', 'S9'],
] as const

test.for(GENERATIONS)(
  'a healthy deployment (health %s, socket %s) is green, with nothing found',
  async ([rest, socket]) => {
    const reference = await startReference({ rest, socket })
    onTestFinished(() => reference.close())
    const { exitCode, stdout, stderr, reports } = await runCommand([
      '--env',
      await envFile(reference.env),
    ])
    expect(exitCode, stdout).toBe(0)
    expect(stderr).toBe('')
    const { tests, extra } = reports.ctrf.results
    expect(extra).toMatchObject({
      verdict: 'pass',
      decision: 'promote',
      rootCauses: [],
      warnings: [],
    })
    const { passed = [], skipped = [], ...others } = statusesOf(tests)
    expect(others).toEqual({})
    expect(passed.length).toBeGreaterThan(130)
    expect(skipped.length).toBeLessThan(10)
    for (const {
      rawStatus,
      message,
      extra: { id },
    } of tests)
      if (rawStatus === 'skipped') expect(message, id).toMatch(/\w+/)
    expect(reference.seen.threads()).toEqual([])
  },
)
