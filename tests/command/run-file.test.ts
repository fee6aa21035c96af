import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRunFile } from '../../command/merge/run-file.ts'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { renderRunFile } from '../../helpers/report/run-file.ts'
import { ALL_RECORDS } from '../report/records/all.ts'
import { red } from '../report/records/examples.ts'

describe('run.json', () => {
  let dir: string
  const file = () => join(dir, 'run.json')
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'smoke-merge-'))
  })
  afterAll(() => rm(dir, { recursive: true }))

  test.each(ALL_RECORDS)('of the %s run is read as it was written', async (_, record) => {
    await writeFile(file(), renderRunFile(record))
    const read = await readRunFile(file())
    const { comparison: _compared, places: _places, ...own } = record
    const whole = JSON.parse(JSON.stringify(own))
    expect(JSON.parse(JSON.stringify(read))).toEqual({ kind: 'record', record: whole })
  })

  test('keeps what is undecided, whose culprit is unclear, and what a check used', async () => {
    const record: RunRecord = {
      ...red,
      rootCauses: red.rootCauses.map((cause) => ({
        ...cause,
        undecided: true,
        findings: cause.findings.map((finding) => ({
          ...finding,
          culprit: 'unclear',
          undecided: true,
        })),
      })),
      checks: red.checks.map((check) => ({ ...check, used: ['4bf92f3577b34da6a3ce929d0e0e4736'] })),
    }
    await writeFile(file(), renderRunFile(record))
    const { rootCauses, checks } = record
    expect(await readRunFile(file())).toMatchObject({ record: { rootCauses, checks } })
  })

  test('has the decision where a script looks for it', () => {
    expect(JSON.parse(renderRunFile(red))).toMatchObject({
      format: 'post-deploy-smoke/run',
      decision: 'rollback',
      exitCode: 1,
    })
  })

  test.each([
    ['not whole JSON', () => renderRunFile(red).slice(0, 500), 'that is not whole JSON'],
    ['another suite', () => '{"decision":"promote"}', 'that this suite did not write'],
    [
      'another version',
      () => renderRunFile(red).replace('"formatVersion":1', '"formatVersion":2'),
      'of the format 2, and this version reads 1',
    ],
    [
      'a wrong field',
      () => JSON.stringify({ ...JSON.parse(renderRunFile(red)), decision: 'sure' }),
      'that is wrong at "decision"',
    ],
    ['NUL bytes', () => '\0'.repeat(10), 'that is not text'],
    ['too much', () => ' '.repeat(17 * 1024 * 1024), 'that is larger than'],
  ])('of %s is refused in words', async (_, text, message) => {
    await writeFile(file(), text())
    const read = await readRunFile(file())
    expect(read).toMatchObject({ kind: 'problem', message: expect.stringContaining(message) })
  })

  test('that is missing, or a folder, is a problem too', async () => {
    expect(await readRunFile(join(dir, 'nowhere', 'run.json'))).toMatchObject({
      message: 'has no run.json',
    })
    await mkdir(join(dir, 'folder', 'run.json'), { recursive: true })
    expect(await readRunFile(join(dir, 'folder', 'run.json'))).toMatchObject({
      message: 'has a run.json that is a directory',
    })
    expect(await readFile(file(), 'utf8')).not.toBe('')
  })
})
