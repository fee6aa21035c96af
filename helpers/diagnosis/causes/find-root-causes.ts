import type { CheckRecord } from '../../record/check-record.ts'
import { type Dependencies, explains } from './explains.ts'
import { type Cause, groupCauses } from './group-causes.ts'

/**
 * The root causes of a run: findings of one code and service are one cause; a cause that a deeper one
 * explains, by itself or through others, is reported under it. What is left are the root causes, deepest
 * layer first, and the warnings that none of them explains.
 */
export function findRootCauses(
  checks: readonly CheckRecord[],
  dependencies: Dependencies,
): { readonly rootCauses: readonly Cause[]; readonly warnings: readonly Cause[] } {
  const failures = groupCauses(checks, 'failure')
  const warnings = groupCauses(checks, 'warning').filter(
    ({ code, service }) =>
      !failures.some((failure) => failure.code === code && failure.service === service),
  )
  const reaches = reachability(failures, warnings, dependencies)
  const roots = failures.filter((cause, index) =>
    failures.every((other, at) => !reaches(other, cause) || (reaches(cause, other) && index <= at)),
  )
  const rootOf = (cause: Cause) => roots.find((root) => reaches(root, cause))
  const under = (root: Cause, causes: readonly Cause[]) =>
    causes.filter((cause) => !roots.includes(cause) && rootOf(cause) === root)
  return {
    rootCauses: roots.map((root) => ({
      ...root,
      explains: under(root, [...failures, ...warnings]),
      // A check that only warned has not failed.
      fails: merged(root, under(root, failures), 'fails'),
      blocks: merged(root, under(root, failures), 'blocks'),
    })),
    warnings: warnings.filter((warning) => rootOf(warning) === undefined),
  }
}

/**
 * Which cause leads to which, through however many others. Of two that explain each other the deeper
 * leads; where several go round in a circle, each reaches each, and the deepest stands for all.
 */
function reachability(
  failures: readonly Cause[],
  warnings: readonly Cause[],
  dependencies: Dependencies,
): (from: Cause, to: Cause) => boolean {
  const explained = (from: Cause, to: Cause) => explains(named(from), named(to), dependencies)
  const next = new Map(
    failures.map((from, index) => [
      from,
      [
        ...failures.filter((to, at) => explained(from, to) && (index < at || !explained(to, from))),
        ...warnings.filter((to) => explained(from, to)),
      ],
    ]),
  )
  const reached = new Map(
    failures.map((from) => {
      const all = new Set(next.get(from))
      for (const step of all) for (const to of next.get(step) ?? []) all.add(to)
      return [from, all]
    }),
  )
  return (from, to) => reached.get(from)?.has(to) ?? false
}

function named({ code, service, findings }: Cause) {
  return {
    code,
    service,
    subjects: findings.flatMap(({ subject }) => (subject === undefined ? [] : [subject])),
    asked: findings.map(({ asked }) => asked),
  }
}

function merged(root: Cause, under: readonly Cause[], what: 'fails' | 'blocks'): readonly string[] {
  return [...new Set([root, ...under].flatMap((cause) => cause[what]))].sort()
}
