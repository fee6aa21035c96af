import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { faults } from '../../reference/faults.ts'
import { run } from '../command/run-command.ts'
import { readFolder, useFolder } from '../support/folders.ts'
import { findInjections, type Written } from './support/injections.ts'

const CI = { GITHUB_ACTIONS: 'true', REQUEST_TIMEOUT_MS: '1500' }
const NAMES = faults.map(({ name }) => name)

describe.each([
  ['beside what its answers hold', 'beside', NAMES.filter((_, at) => at % 3 === 0)],
  ['in every text that is shown', 'everywhere', NAMES.filter((_, at) => at % 6 === 1)],
  ['in every text there is', 'nothing-spared', NAMES.filter((_, at) => at % 20 === 2)],
] as const)('a deployment that says hostile things %s', (_, loudness, names) => {
  const folder = useFolder('hostile-texts')
  let running: ReturnType<typeof run> | undefined

  beforeAll(() => {
    running = run(['tests/hostile/support/run-faults.ts', folder.path, loudness, ...names], CI)
  })

  test('has none of them act, whatever else is wrong with it', { timeout: 1_800_000 }, async () => {
    const ended = await running
    expect(ended?.exitCode, ended?.stderr).toBe(0)
    const runs = await Promise.all(
      names.map(
        async (name) => [name, writtenOf(await readFolder(join(folder.path, name)))] as const,
      ),
    )
    expect(await findInjections(Object.fromEntries(runs))).toEqual([])
  })
})

function writtenOf(files: Readonly<Record<string, string>>): Written {
  const of = (name: string) => files[name] ?? `${name} was not written`
  return {
    printed: of('printed.txt'),
    junit: of('junit.xml'),
    summary: of('summary.md'),
    stepSummary: of('step-summary.md'),
    ctrf: of('ctrf.json'),
  }
}
