import { describe, expect, test } from 'vitest'
import { mergeRecords } from '../../command/merge/merge-records.ts'
import { type GivenRun, sortParts } from '../../command/merge/parts.ts'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { blocked, green, interrupted, red, warned } from '../report/records/examples.ts'
import { notRun } from '../report/records/not-run.ts'

const ABOUT = { id: 'm', version: '0', host: 'h', now: '2026-03-02T14:06:00.000Z' }

/** The run of a place, with an id of its own. */
function at(place: string, record: RunRecord, over: Partial<RunRecord['run']> = {}): GivenRun {
  return {
    folder: `folder-${place}`,
    read: {
      kind: 'record',
      record: { ...record, run: { ...record.run, id: `run-${place}`, place, ...over } },
    },
  }
}

function merged(parts: readonly GivenRun[], expected?: number): RunRecord {
  return mergeRecords(sortParts(parts, expected), ABOUT)
}

const problemsOf = ({ places = [] }: RunRecord) =>
  places.flatMap(({ place, problem }) => (problem === undefined ? [] : [`${place}: ${problem}`]))

describe('several places', () => {
  test('that all pass, pass', () => {
    const record = merged([at('eu', green), at('us', green)], 2)
    expect(record).toMatchObject({ verdict: 'pass', decision: 'promote', exitCode: 0 })
    expect(record.headline).toBe('staging works from 2 places: 10 promises kept')
    expect(record.run.requests).toBe(2 * green.run.requests)
    expect(record.places).toMatchObject([{ place: 'eu' }, { place: 'us' }])
  })

  test('of which one is broken, are broken from there only', () => {
    const rest = red.checks.map((one) => ({ ...one, status: 'passed' as const, findings: [] }))
    const fine = { ...green, checks: rest }
    const record = merged([at('us', fine), at('europe-west1', red), at('asia', fine)])
    expect(record).toMatchObject({ verdict: 'fail', decision: 'rollback', exitCode: 1 })
    expect(record.headline).toBe(
      'staging is broken: trust.token-rejected (backend): backend refuses tokens that their issuer calls valid, from europe-west1 only',
    )
    expect(record.rootCauses).toHaveLength(1)
    expect(record.rootCauses[0]?.blocks).toHaveLength(12)
    expect(record.rootCauses[0]?.blocks[0]).toMatch(/@europe-west1$/)
  })

  test('are not called free of a fault that they did not look for', () => {
    const { rootCauses } = merged([at('us', green), at('eu', red)])
    expect(rootCauses[0]?.summary).toMatch(/, from eu, while us did not see whether$/)
  })

  test('that see the same, see one cause', () => {
    const { rootCauses } = merged([at('us', blocked), at('eu', blocked), at('asia', blocked)])
    expect(rootCauses).toHaveLength(1)
    expect(rootCauses[0]?.summary).toBe('nothing listens at backend, from all 3 places')
    expect(rootCauses[0]?.blocks).toHaveLength(36)
  })

  test('of which none could decide over a cause, leave it undecided, and one that could decides', () => {
    const open = {
      ...red,
      rootCauses: red.rootCauses.map((cause) => ({ ...cause, undecided: true as const })),
    }
    expect(merged([at('us', open), at('eu', open)]).rootCauses[0]?.undecided).toBe(true)
    expect(merged([at('us', open), at('eu', red)]).rootCauses[0]).not.toHaveProperty('undecided')
  })

  test.each([
    ['interrupted', interrupted, 130, 'hold'],
    ['not started', notRun, 2, 'hold'],
    ['warned', warned, 0, 'promote'],
    ['broken', red, 1, 'rollback'],
  ] as const)('of which one is %s, are as bad as that', (_, record, exitCode, decision) => {
    expect(merged([at('us', green), at('eu', record)])).toMatchObject({ exitCode, decision })
  })

  test('have each check by its place, and every revision that differs', () => {
    const other = { ...green, run: { ...green.run, revisions: { auth: 'new', backend: 'b' } } }
    const old = { ...green, run: { ...green.run, revisions: { auth: 'old', backend: 'b' } } }
    const record = merged([at('us', other), at('eu', old)])
    expect(new Set(record.checks.map(({ id }) => id)).size).toBe(10)
    expect(record.run.revisions).toEqual({
      'auth from eu': 'old',
      'auth from us': 'new',
      backend: 'b',
    })
  })
})

describe('a whole that is not whole is named, and never green:', () => {
  const tasks = (...numbers: readonly number[]) =>
    numbers.map((number) => at(`task-${number}`, green, { part: { of: 4, execution: 'e' } }))

  test.each<[string, readonly GivenRun[], number | undefined, readonly string[]]>([
    ['a part is missing, as the parts know', tasks(0, 1, 3), undefined, ['task-2: missing']],
    ['a part is missing, as the flag says', [at('eu', green)], 2, ['1 place: missing: 2 were']],
    ['too many', [at('eu', green), at('us', green)], 1, ['1 place: too many: 1 were expected']],
    [
      'a place twice',
      [at('eu', green), at('eu', green, { id: 'other' })],
      undefined,
      ['eu: there are two runs from eu'],
    ],
    [
      'a run twice',
      [at('eu', green), at('us', green, { id: 'run-eu' })],
      undefined,
      ['us: the run run-eu is there twice'],
    ],
    [
      'another environment',
      [at('eu', green), at('us', green), at('asia', green, { environment: 'production' })],
      undefined,
      ['asia: it is of another environment: production'],
    ],
    [
      'another contract',
      [at('eu', green), at('us', green), at('asia', green, { platform: 'other' })],
      undefined,
      ['asia: it is of another contract: other'],
    ],
    [
      'another execution',
      [...tasks(0, 1, 2), at('task-3', green, { part: { execution: 'before' } })],
      undefined,
      ['task-3: it is of another run: before', 'task-3: missing'],
    ],
    [
      'another day',
      [
        at('eu', green),
        at('us', green),
        at('asia', green, { startedAt: '2026-03-01T14:05:00.000Z' }),
      ],
      undefined,
      ['asia: it is of another run: it began at 2026-03-01'],
    ],
    [
      'a file that cannot be read',
      [at('eu', green), { folder: 'us', read: { kind: 'problem', message: 'has no run.json' } }],
      undefined,
      ['us: has no run.json'],
    ],
    ['nothing at all', [], undefined, []],
  ])('%s', (_, parts, expected, problems) => {
    const record = merged(parts, expected)
    expect(record).toMatchObject({ verdict: 'fail', decision: 'hold', exitCode: 1 })
    expect(problemsOf(record)).toEqual(problems.map((text) => expect.stringContaining(text)))
    for (const text of problemsOf(record)) expect(record.headline).toContain(text.split(':')[0])
  })
})
