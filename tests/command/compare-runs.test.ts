import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareRuns } from '../../command/compare/compare-runs.ts'
import { type Earlier, readEarlier } from '../../command/compare/read-earlier.ts'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { renderCtrf } from '../../helpers/report/ctrf/render-ctrf.ts'
import { cause } from '../report/records/cause.ts'
import { check } from '../report/records/check.ts'
import { green, red } from '../report/records/examples.ts'
import { finding } from '../report/records/finding.ts'
import { runRecord } from '../report/records/run-record.ts'

const NOW = { environment: 'staging', platform: 'netra' }
let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'smoke-compare-'))
})
afterAll(() => rm(dir, { recursive: true }))

async function fileOf(text: string): Promise<string> {
  const file = join(dir, 'ctrf.json')
  await writeFile(file, text)
  return file
}

async function earlierOf(record: RunRecord): Promise<Earlier> {
  const read = await readEarlier(await fileOf(renderCtrf(record)), NOW)
  if (read.kind === 'problem') throw new Error(read.message)
  return read.earlier
}

const ids = (record: RunRecord, status: string) =>
  record.checks.flatMap((one) => (one.status === status ? [one.id] : [])).sort()

describe('a run beside an earlier one', () => {
  test('that was green: what is broken is new', async () => {
    const { causes, checks } = compareRuns(await earlierOf(green), red)
    expect(causes.new).toMatchObject([{ code: 'trust.token-rejected', service: 'backend' }])
    expect(checks.new).toEqual([...ids(red, 'blocked'), ...ids(red, 'failed')].sort())
    expect([...checks.fixed, ...checks.still, ...checks.unseen, ...causes.still]).toEqual([])
  })

  test('that was as red: it is still so', async () => {
    const { earlier, causes, checks } = compareRuns(await earlierOf(red), red)
    expect(earlier).toEqual({
      runId: red.run.id,
      startedAt: red.run.startedAt,
      decision: 'rollback',
    })
    expect(causes.still).toHaveLength(1)
    expect(checks.still).toHaveLength(13)
    expect([...causes.new, ...causes.fixed, ...causes.unseen, ...checks.new]).toEqual([])
  })

  test('that was red: only what is seen kept is fixed', async () => {
    const before = await earlierOf(red)
    const kept = red.checks.map((one) => ({ ...one, status: 'passed' as const, findings: [] }))
    const all = compareRuns(before, { checks: kept, rootCauses: [] })
    expect(all.causes.fixed).toMatchObject([{ code: 'trust.token-rejected' }])
    expect(all.checks.fixed).toHaveLength(13)
    const few = compareRuns(before, { checks: kept.slice(0, 3), rootCauses: [] })
    expect(few.causes).toMatchObject({ fixed: [], unseen: [{ code: 'trust.token-rejected' }] })
    expect(few.checks.fixed).toHaveLength(3)
    expect(few.checks.unseen).toHaveLength(10)
  })

  test('distinguishes causes of one code and service by their words', async () => {
    const one = cause({ code: 'route.missing', summary: 'GET /a is missing' })
    const two = cause({ code: 'route.missing', summary: 'GET /b is missing' })
    const before = await earlierOf(runRecord({ ...red, rootCauses: [one, two] }))
    const { causes } = compareRuns(before, { checks: red.checks, rootCauses: [two] })
    expect(causes.still).toMatchObject([{ summary: 'GET /b is missing' }])
    expect([...causes.fixed, ...causes.unseen]).toMatchObject([{ summary: 'GET /a is missing' }])
  })
})

describe('the file of an earlier run is refused', () => {
  const ctrf = () => JSON.parse(renderCtrf(red))

  test.each([
    ['is not JSON', () => 'PASS'],
    ['is not a ctrf.json of this suite', () => '{}'],
    ['is not a ctrf.json of this suite', () => JSON.stringify([])],
    ['is not a ctrf.json of this suite', () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    [
      'is not a ctrf.json of this suite',
      () => JSON.stringify({ ...ctrf(), results: { ...ctrf().results, tool: { name: 'jest' } } }),
    ],
    [
      'is of the environment "production", and this run is of "staging"',
      () => renderCtrf({ ...red, run: { ...red.run, environment: 'production' } }),
    ],
    [
      'is of the contract "other", and this run is of "netra"',
      () => renderCtrf({ ...red, run: { ...red.run, platform: 'other' } }),
    ],
  ])('which %s', async (message, text) => {
    const read = await readEarlier(await fileOf(text()), NOW)
    expect(read).toMatchObject({ kind: 'problem', message: expect.stringContaining(message) })
  })

  test('which is none, no file or endless', async () => {
    const messageOf = async (file: string) => {
      const read = await readEarlier(file, NOW)
      return read.kind === 'problem' ? read.message : ''
    }
    expect(await messageOf(join(dir, 'nothing.json'))).toBe('does not exist')
    expect(await messageOf(dir)).toBe('is a directory')
    expect(await messageOf('/dev/zero')).toBe('is not a regular file')
    expect(await messageOf(await fileOf('x'.repeat(33 * 1024 * 1024)))).toMatch(/^is larger than/)
  })
})

test('a cause is known by its checks that failed, as the file has them', async () => {
  const checks = [
    check('a/b/c', 'is kept', { status: 'failed', findings: [finding({ code: 'data.lost' })] }),
  ]
  const lost = cause({ code: 'data.lost', blocks: [], fails: ['a/b/c'] })
  const before = await earlierOf(runRecord({ ...red, checks, rootCauses: [lost] }))
  expect(before.causes).toMatchObject([{ code: 'data.lost', fails: ['a/b/c'], blocks: [] }])
})
