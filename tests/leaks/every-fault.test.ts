import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { faults } from '../../reference/faults.ts'
import { run } from '../command/run-command.ts'
import { readFolder, useFolder } from '../support/folders.ts'
import { findLeaks } from './support/find-leaks.ts'

/** Each process runs its share of the faults, one after another. */
const PROCESSES = 2
const CI = { GITHUB_ACTIONS: 'true', REQUEST_TIMEOUT_MS: '1500' }
const NAMES = faults.map(({ name }) => name)
const WRITTEN = ['ctrf.json', 'junit.xml', 'printed.txt', 'step-summary.md', 'summary.md']

describe.each([
  ['beside', NAMES],
  // Drowns what each fault alone would show, so that some of them are enough.
  ['everywhere', NAMES.filter((_, at) => at % 5 === 0)],
] as const)('a deployment that echoes %s what its answers hold, and has', (loudness, names) => {
  const folder = useFolder('leaks')
  const shares: ReturnType<typeof run>[] = []

  beforeAll(() => {
    for (let share = 0; share < PROCESSES; share += 1)
      shares.push(
        run(
          [
            'tests/leaks/support/run-faults.ts',
            folder.path,
            loudness,
            ...names.filter((_, at) => at % PROCESSES === share),
          ],
          CI,
        ),
      )
  })

  test.each(names.map((name, at) => [name, at] as const))(
    '%s: no secret is in anything written',
    { timeout: 1_800_000 },
    async (name, at) => {
      const { exitCode, stderr } = (await shares[at % PROCESSES]) ?? { exitCode: -1, stderr: '' }
      expect(exitCode, stderr).toBe(0)
      const { 'outcome.json': outcome = '{}', ...texts } = await readFolder(join(folder.path, name))
      const { secrets } = JSON.parse(outcome) as { secrets: readonly (readonly [string, string])[] }
      expect(Object.keys(texts).sort()).toEqual(WRITTEN)
      expect(secrets.length).toBeGreaterThan(0)
      expect(findLeaks(texts, secrets)).toEqual([])
    },
  )
})
