import { describe, test } from 'vitest'
import { createLimiter } from '../../helpers/http/limiter.ts'
import type { Fault } from '../../reference/fault.ts'
import { pageAddresses } from '../../reference/faults/page-addresses.ts'
import { pageParts } from '../../reference/faults/page-parts.ts'
import { pagePolicies } from '../../reference/faults/page-policies.ts'
import { faults } from '../../reference/faults.ts'
import { runCommand } from '../command/run-command.ts'
import { isFull } from '../stages.ts'
import { runInLab } from '../support/lab.ts'
import type { LabResult } from '../support/lab-result.ts'
import { namedCauses } from '../support/named-causes.ts'
import { NEEDS_ITS_TIME } from './support/needs-its-time.ts'
import { NOT_JUDGED } from './support/not-judged.ts'
import { expectSeedsAsTheyAre, SEEDS_AGAIN } from './support/seeds-page.ts'

const EXIT = { failure: 1, warning: 0, configuration: 2 } as const

/** What the lab saw of each fault. */
const seenInLab = new Map<string, Seen>()
/** Every fault is run once: what other tests ask of the same run, they ask of this one. */
const runs = new Map<string, Promise<LabResult>>()

/** Kinds of broken pages: in `npm run verify` the suite of pages alone looks at them, in `npm run verify:full` every suite does. */
const OF_PAGES = new Set(Object.keys({ ...pageParts, ...pagePolicies, ...pageAddresses }))

function runOf(fault: string): Promise<LabResult> {
  const suites = !isFull && OF_PAGES.has(fault) ? ['--suite', 'frontend'] : []
  const waits = NEEDS_ITS_TIME.has(fault) ? 'as-deployed' : 'short'
  const run = runs.get(fault) ?? runInLab(['--fault', fault, ...suites], { waits })
  runs.set(fault, run)
  return run
}

describe('every fault of the reference deployment', () => {
  // By `%s`: of `$name` vitest 4.1 shows 40 characters.
  test.concurrent.for(faults.map((fault) => [fault.name, fault] as const))(
    "'%s' is named, and nothing else is red",
    { timeout: 3_600_000 },
    async ([name, { finds, level }], { expect }) => {
      const result = await runOf(name)
      const seen = seenIn(result, level)
      seenInLab.set(name, seen)
      expect(seen.causes, red(result.stdout)).toEqual(namedCauses(finds))
      expect(result.exitCode, red(result.stdout)).toBe(EXIT[level])
      expect({ warnings: seen.warnings, red: seen.red }).toMatchSnapshot()
    },
  )
})

describe('what a fault keeps from being judged is blocked, and nothing else', () => {
  test.concurrent.for(NOT_JUDGED)('%s', async ([fault, expected], { expect }) => {
    const { reports } = await runOf(fault)
    const statuses = reports.ctrf.results.tests.map(({ rawStatus, extra }) => [extra.id, rawStatus])
    expect(Object.fromEntries(statuses)).toMatchObject(expected)
  })
})

describe('docs/seeds.md', () => {
  test(`holds the first lines as they are now (${SEEDS_AGAIN})`, { timeout: 600_000 }, () =>
    expectSeedsAsTheyAre(runOf),
  )
})

// The command's own way to the same: a process, its thread, vitest, and the deadlines of the product and its contract.
if (isFull) {
  const inTurn = createLimiter(2)
  describe('every fault, by the command', () => {
    test.concurrent.for(faults)(
      '$name comes to what the lab saw',
      { timeout: 3_600_000 },
      async ({ name, level }, { expect }) => {
        const result = await inTurn(() => runCommand(['--fault', name]))
        expect(seenIn(result, level), red(result.stdout)).toEqual(seenInLab.get(name))
        expect(result.exitCode).toBe(EXIT[level])
      },
    )
  })
}

interface Seen {
  readonly causes: readonly string[]
  readonly warnings: readonly string[]
  readonly red: readonly string[]
}

/** `causes` are the warnings if the fault is worth no more than one. */
function seenIn({ reports }: Pick<LabResult, 'reports'>, level: Fault['level']): Seen {
  const { rootCauses, warnings } = reports.ctrf.results.extra
  return {
    causes: namedCauses(level === 'warning' ? warnings : rootCauses),
    warnings: level === 'warning' ? [] : namedCauses(warnings),
    red: reports.ctrf.results.tests
      .filter(({ status, extra }) => status === 'failed' && extra.id !== 'run/verdict/ends')
      .map(({ extra }) => `${extra.id}: ${extra.code ?? 'error'}`)
      .sort(),
  }
}

/** The lines of a run that are not well, for the message of a test that fails. */
function red(stdout: string): string {
  return stdout
    .split('\n')
    .filter((line) => /^(?:error|FAIL|fail|warn) /i.test(line))
    .join('\n')
}
