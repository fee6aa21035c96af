import fc from 'fast-check'
import { describe, test } from 'vitest'
import { CODES, type Code } from '../../helpers/record/code.ts'
import type { Fault, Finding } from '../../reference/fault.ts'
import { faults } from '../../reference/faults.ts'
import { isFull } from '../stages.ts'
import { runInLab } from '../support/lab.ts'
import { namedCauses } from '../support/named-causes.ts'
import { hides } from './support/hides.ts'
import { NEEDS_ITS_TIME } from './support/needs-its-time.ts'

/** `PAIRS_SEED=7 PAIRS_COUNT=300` looks at other pairs, and at more. */
const SEED = Number(process.env.PAIRS_SEED ?? 1)
const COUNT = Number(process.env.PAIRS_COUNT ?? (isFull ? 96 : 16))

/** The first line of the verdict, which comes after the lines of the checks. */
const VERDICT = /^(?:FAIL|WARN) +local .*/m

interface Pair {
  readonly deeper: Fault
  readonly higher: Fault
}

const depth = ({ finds }: Fault) =>
  Math.min(...finds.map(({ code }) => CODES.indexOf(code as Code)))
const layers = ({ finds }: Fault) => finds.map(({ code }) => code.split('.')[0])

const pairs: readonly Pair[] = faults
  .flatMap((one, index) => faults.slice(index + 1).map((other) => [one, other] as const))
  .filter(([one, other]) => !layers(one).some((layer) => layers(other).includes(layer)))
  .map(([one, other]) =>
    depth(one) < depth(other) ? { deeper: one, higher: other } : { deeper: other, higher: one },
  )

const independent = fc
  .constantFrom(...pairs)
  .filter(({ deeper, higher }) => !hides(deeper, higher) && !hides(higher, deeper))

const [sampled = []] = fc.sample(
  fc.uniqueArray(independent, { minLength: COUNT, maxLength: COUNT }),
  { seed: SEED, numRuns: 1 },
)

describe(`two faults of different layers, of which neither hides the other (PAIRS_SEED=${SEED})`, () => {
  test.concurrent.for(sampled)(
    '$deeper.name and $higher.name are both named, and nothing else is',
    { timeout: 3_600_000 },
    async ({ deeper, higher }, { expect }) => {
      const { exitCode, stdout, reports } = await runInLab(
        ['--fault', deeper.name, '--fault', higher.name],
        {
          waits: [deeper, higher].some(({ name }) => NEEDS_ITS_TIME.has(name))
            ? 'as-deployed'
            : 'short',
        },
      )
      const { rootCauses, warnings } = reports.ctrf.results.extra
      const broken = findsOf('failure', deeper, higher)
      const warned = findsOf('warning', deeper, higher)
      expect(namedCauses(rootCauses), stdout).toEqual(namedCauses(broken))
      expect(namedCauses(warnings), stdout).toEqual(namedCauses(warned))
      expect(exitCode).toBe(broken.length > 0 ? 1 : 0)
      const [deepest] = namedCauses([...broken, ...warned].slice(0, 1))
      expect(VERDICT.exec(stdout)?.[0]).toContain(deepest)
    },
  )
})

function findsOf(level: Fault['level'], ...pair: readonly Fault[]): readonly Finding[] {
  return pair.filter((fault) => fault.level === level).flatMap(({ finds }) => finds)
}
