import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults } from '../../reference/faults.ts'
import { run } from '../command/run-command.ts'
import { findLeaks } from './support/find-leaks.ts'

/** Each process runs its share of the faults, one after another. */
const PROCESSES = 2
const CI = { GITHUB_ACTIONS: 'true', REQUEST_TIMEOUT_MS: '1500' }

describe.each(['beside', 'everywhere'] as const)('a deployment that echoes %s what it hears', (loudness) => {
  let dir = ''
  const shares: Promise<{ exitCode: number | null; stderr: string }>[] = []

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'smoke-leaks-'))
    for (let share = 0; share < PROCESSES; share += 1) {
      const names = faults.map(({ name }) => name).filter((_, at) => at % PROCESSES === share)
      shares.push(run(['tests/leaks/support/run-faults.ts', dir, loudness, ...names], CI))
    }
  })
  afterAll(() => rm(dir, { recursive: true }))

  test.each(faults.map(({ name }, at) => [name, at] as const))('%s: no secret is in anything written', { timeout: 1_800_000 }, async (name, at) => {
    const { exitCode, stderr } = (await shares[at % PROCESSES]) ?? { exitCode: -1, stderr: '' }
    expect(exitCode, stderr).toBe(0)
    const { secrets, texts } = await readRun(join(dir, name))
    expect(Object.keys(texts)).toEqual(expect.arrayContaining(['ctrf.json', 'junit.xml', 'printed.txt', 'step-summary.md', 'summary.md']))
    expect(secrets.length).toBeGreaterThan(0)
    expect(findLeaks(texts, secrets)).toEqual([])
  })
})

async function readRun(dir: string) {
  const names = await readdir(dir)
  const all = await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), 'utf8')] as const))
  const { 'outcome.json': outcome = '{}', ...texts } = Object.fromEntries(all)
  const { secrets } = JSON.parse(outcome) as { secrets: readonly (readonly [string, string])[] }
  return { secrets, texts }
}
