import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explains, isGone } from '../../helpers/diagnosis/causes/explains.ts'
import { type Cause, findRootCauses } from '../../helpers/diagnosis/causes/find-root-causes.ts'
import type { CheckRecord } from '../../helpers/record/check-record.ts'
import type { Finding } from '../../helpers/record/finding.ts'
import { runs } from '../stages.ts'
import { anyChecks, anyDependencies } from './support/any-checks.ts'

const RUNS = runs(500)

const keyOf = ({ code, service }: Pick<Cause, 'code' | 'service'>) => `${code} (${service})`

/** Every cause that is to be reported: of warnings, what no failure of the same code and service speaks of. */
function told(checks: readonly CheckRecord[]): readonly string[] {
  const findings = checks.flatMap((check) => [...check.findings, ...(check.blockedBy ?? [])])
  const failures = findings.filter(({ severity }) => severity === 'failure')
  const warnings = findings.filter(
    (warning) =>
      warning.severity === 'warning' &&
      !failures.some((failure) => keyOf(failure) === keyOf(warning) && covers(failure, warning)),
  )
  return [...new Set(failures.map(keyOf)), ...new Set(warnings.map(keyOf))].sort()
}

function covers(failure: Finding, warning: Finding): boolean {
  if (isGone(failure.code)) return true
  if (failure.subject !== undefined) return failure.subject === warning.subject
  return failure.asked === warning.asked
}

function named({ code, service, foundAt, findings }: Cause) {
  return {
    code,
    service,
    foundAt,
    subjects: findings.flatMap(({ subject }) => subject ?? []),
    asked: findings.map(({ asked }) => asked),
    got: findings.map(({ got }) => got),
    writes: findings.map(({ writes }) => writes),
    alone: findings.flatMap(({ alone }) => alone ?? []),
  }
}

describe('whatever a run finds', () => {
  test('every cause is a root, a warning, or told under exactly one root', () => {
    fc.assert(
      fc.property(anyChecks, anyDependencies, (checks, dependencies) => {
        const { rootCauses, warnings } = findRootCauses(checks, dependencies)
        const places = [
          ...rootCauses.map(keyOf),
          ...warnings.map(keyOf),
          ...rootCauses.flatMap((root) => root.explains.map(keyOf)),
        ]
        expect([...places].sort()).toEqual(told(checks))
      }),
      RUNS,
    )
  })

  test('no root explains another root', () => {
    fc.assert(
      fc.property(anyChecks, anyDependencies, (checks, dependencies) => {
        const { rootCauses } = findRootCauses(checks, dependencies)
        for (const cause of rootCauses)
          for (const effect of rootCauses)
            expect(
              explains(named(cause), named(effect), dependencies),
              `${keyOf(cause)} explains ${keyOf(effect)}`,
            ).toBe(false)
      }),
      RUNS,
    )
  })

  test('a run with a failure has a root, and one without has none', () => {
    fc.assert(
      fc.property(anyChecks, anyDependencies, (checks, dependencies) => {
        const failures = checks
          .flatMap((check) => [...check.findings, ...(check.blockedBy ?? [])])
          .filter(({ severity }) => severity === 'failure')
        expect(findRootCauses(checks, dependencies).rootCauses.length > 0).toBe(failures.length > 0)
      }),
      RUNS,
    )
  })

  test('the order in which checks end changes nothing', () => {
    const shuffled = anyChecks.chain((checks) =>
      fc.record({
        checks: fc.constant(checks),
        other: fc.shuffledSubarray([...checks], { minLength: checks.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, anyDependencies, ({ checks, other }, dependencies) => {
        expect(findRootCauses(other, dependencies)).toEqual(findRootCauses(checks, dependencies))
      }),
      RUNS,
    )
  })

  test('every check that failed or was blocked is listed under what did it', () => {
    fc.assert(
      fc.property(anyChecks, anyDependencies, (checks, dependencies) => {
        const { rootCauses } = findRootCauses(checks, dependencies)
        for (const { id, findings, blockedBy = [] } of checks) {
          const failed = findings.some(({ severity }) => severity === 'failure')
          const blocked = blockedBy.some(({ severity }) => severity === 'failure')
          expect(rootCauses.some(({ fails }) => fails.includes(id))).toBe(failed)
          expect(rootCauses.some(({ blocks }) => blocks.includes(id))).toBe(blocked)
        }
      }),
      RUNS,
    )
  })
})
