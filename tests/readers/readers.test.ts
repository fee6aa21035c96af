import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { renderCtrf } from '../../helpers/report/ctrf/render-ctrf.ts'
import { renderJunit } from '../../helpers/report/junit/render-junit.ts'
import { check } from '../report/records/check.ts'
import { blocked, error, green, interrupted, red, warned } from '../report/records/examples.ts'
import { finding } from '../report/records/finding.ts'
import { notRun } from '../report/records/not-run.ts'
import { runRecord } from '../report/records/run-record.ts'

const run = promisify(execFile)
const HERE = import.meta.dirname
const TEN_MINUTES_MS = 600_000

/** Readers as they are published, each at one version; `read.mjs` and `read.py` call them. */
const NPM = [
  'ctrf@0.3.0',
  'junit-merge@2.0.0',
  'junit-report-merger@9.0.4',
  'junit-to-ctrf@0.0.14',
  'junit2json@4.0.0',
  'test-results-parser@0.4.6',
  'xunit-viewer@10.6.1',
]
const PYPI = ['junit2html==31.1.4', 'junitparser==5.0.3', 'xunitparser==1.3.4']

/** What a reader made of the files; a field that it does not have is left out. */
interface Seen {
  readonly tests?: number
  readonly failed: number
  readonly skipped: number
  readonly passed?: number
  readonly names?: readonly string[]
  readonly reasons?: readonly string[]
  readonly text?: string
  readonly flaky?: number
  readonly decisions?: readonly string[]
}

let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'smoke-readers-'))
  await writeFile(join(dir, 'package.json'), '{"private":true,"type":"module"}')
  await Promise.all(
    ['read.mjs', 'read.py'].map((name) => copyFile(join(HERE, name), join(dir, name))),
  )
  await Promise.all([
    run('npm', ['install', '--no-audit', '--no-fund', '--silent', ...NPM], { cwd: dir }),
    run('python3', ['-m', 'venv', join(dir, 'venv')]).then(() =>
      run(join(dir, 'venv/bin/pip'), ['install', '--quiet', ...PYPI]),
    ),
  ])
}, TEN_MINUTES_MS)

afterAll(() => rm(dir, { recursive: true, force: true }))

type Read = Readonly<Record<string, Seen>> & {
  readonly mergers: Readonly<Record<string, readonly string[]>>
}

/** What every reader sees of a run, and of it beside the run of another place. */
async function read(record: RunRecord): Promise<Read> {
  const [junit, ctrf, other] = ['junit.xml', 'ctrf.json', 'other.xml'].map((name) =>
    join(dir, name),
  )
  const elsewhere = { ...green, run: { ...green.run, place: 'elsewhere' } }
  await writeFile(junit ?? '', renderJunit(record))
  await writeFile(ctrf ?? '', renderCtrf(record))
  await writeFile(other ?? '', renderJunit(elsewhere))
  const [node, python] = await Promise.all([
    run(process.execPath, ['read.mjs', junit ?? '', ctrf ?? '', other ?? ''], {
      cwd: dir,
      maxBuffer: 1e8,
    }),
    run(join(dir, 'venv/bin/python'), ['read.py', junit ?? ''], { cwd: dir, maxBuffer: 1e8 }),
  ])
  const last = node.stdout.trim().split('\n').at(-1) ?? ''
  return { ...JSON.parse(last), ...JSON.parse(python.stdout) }
}

const FLAKY = runRecord({
  verdict: 'warn',
  checks: [
    check('a/backend/c', 'answers', {
      status: 'warned',
      findings: [finding({ code: 'check.flaky', severity: 'warning' })],
    }),
  ],
})

describe.each<[string, RunRecord]>([
  ['green', green],
  ['warned', warned],
  ['red', red],
  ['blocked', blocked],
  ['error', error],
  ['interrupted', interrupted],
  ['not started', notRun],
])('the %s run', (_, record) => {
  let seen: Read
  beforeAll(async () => {
    seen = await read(record)
  }, 120_000)

  const { tests, failed, passed, skipped, other } = JSON.parse(renderCtrf(record)).results.summary

  test('has the same counts in every reader', () => {
    const { mergers: _mergers, ...readers } = seen
    expect(Object.keys(readers)).toHaveLength(8)
    for (const [name, { tests: all = tests, passed: green = passed, ...red }] of Object.entries(
      readers,
    ))
      expect({ name, all, green, failed: red.failed, skipped: red.skipped }).toEqual({
        name,
        all: tests,
        green: passed,
        failed,
        skipped: skipped + other,
      })
  })

  test('says in every reader whose promise each name is', () => {
    const { mergers: _mergers, ...readers } = seen
    const promises = record.checks.map(({ part, title }) => `${part} ${title}`)
    for (const [reader, { names, text = '' }] of Object.entries(readers))
      for (const promise of promises)
        expect([
          reader,
          names?.some((name) => name.endsWith(promise)) ?? text.includes(promise),
        ]).toEqual([reader, true])
  })

  test('says the headline first, and every reason, if it is not to be promoted', () => {
    const { mergers: _mergers, ...readers } = seen
    if (record.decision === 'promote') return expect(failed).toBe(0)
    for (const [reader, { reasons, text = '' }] of Object.entries(readers)) {
      expect([reader, reasons?.[0] ?? text]).toEqual([
        reader,
        expect.stringContaining(record.headline),
      ])
      for (const { code, service } of record.rootCauses)
        expect([reader, (reasons ?? [text]).join('\n')]).toEqual([
          reader,
          expect.stringContaining(`${code} (${service})`),
        ])
    }
    return expect(seen.ctrf?.decisions).toEqual([record.decision, record.decision])
  })

  test('stays apart from the run of another place', () => {
    for (const names of Object.values(seen.mergers))
      expect([...names].sort()).toEqual([
        'post-deploy-smoke staging',
        'post-deploy-smoke staging elsewhere',
      ])
  })
})

test('a check that passed on another try is flaky where readers know it', async () => {
  expect((await read(FLAKY))['junit-to-ctrf']).toMatchObject({ flaky: 1, failed: 0, passed: 1 })
}, 120_000)
