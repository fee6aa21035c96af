import type { CheckRecord } from '../report/run-record.ts'
import { CODES } from './code.ts'
import { type Dependencies, explains } from './explains.ts'
import type { Finding } from './finding.ts'

/** One check as far as folding goes: what it found, and what blocked it. */
export interface Judged {
  readonly id: string
  readonly status: CheckRecord['status']
  readonly findings: readonly Finding[]
  readonly blockedBy: readonly Finding[]
}

/** All findings of one code about one service, and the checks they turned red or stopped. */
export interface Cause {
  readonly code: Finding['code']
  readonly service: string
  readonly findings: readonly Finding[]
  readonly fails: readonly string[]
  readonly blocks: readonly string[]
}

/** A cause that no other explains, with those it explains. */
export interface Folded extends Cause {
  readonly explains: readonly Cause[]
}

/**
 * Folds the findings of a run: those of one code and service are one cause; a cause that a deeper one
 * explains is told under it. What is left are the root causes, deepest layer first, and the warnings
 * that none of them explains.
 */
export function fold(
  checks: readonly Judged[],
  dependencies: Dependencies,
): { readonly rootCauses: readonly Folded[]; readonly warnings: readonly Folded[] } {
  const failures = group(checks, 'failure')
  const warnings = group(checks, 'warning').filter(
    (warning) =>
      !failures.some(
        (failure) => failure.code === warning.code && failure.service === warning.service,
      ),
  )
  const rootOf = (cause: Cause) =>
    failures.find(
      (other) =>
        isRoot(other, failures, dependencies) && reaches(other, cause, failures, dependencies),
    )
  const roots = failures.filter((cause) => isRoot(cause, failures, dependencies))
  const under = (root: Cause) =>
    [...failures, ...warnings].filter(
      (cause) => cause !== root && !roots.includes(cause) && rootOf(cause) === root,
    )
  return {
    rootCauses: roots.map((root) => ({
      ...root,
      explains: under(root),
      fails: merged(root, under(root), 'fails'),
      blocks: merged(root, under(root), 'blocks'),
    })),
    warnings: warnings
      .filter((warning) => rootOf(warning) === undefined)
      .map((warning) => ({ ...warning, explains: [] })),
  }
}

/** Two that explain each other: the deeper stays. */
function isRoot(cause: Cause, all: readonly Cause[], dependencies: Dependencies): boolean {
  return !all.some(
    (other) =>
      explains(named(other), named(cause), dependencies) &&
      !(explains(named(cause), named(other), dependencies) && depth(cause) <= depth(other)),
  )
}

/** Whether a root explains a cause, by itself or through others. */
function reaches(
  root: Cause,
  cause: Cause,
  all: readonly Cause[],
  dependencies: Dependencies,
): boolean {
  const reached = new Set<Cause>([root])
  for (const step of reached)
    for (const other of [...all, cause])
      if (explains(named(step), named(other), dependencies)) reached.add(other)
  return reached.has(cause) && cause !== root
}

function named({ code, service, findings }: Cause) {
  return {
    code,
    service,
    subjects: findings.flatMap(({ subject }) => (subject === undefined ? [] : [subject])),
  }
}

function depth({ code }: Cause): number {
  return CODES.indexOf(code)
}

function group(checks: readonly Judged[], severity: Finding['severity']): readonly Cause[] {
  const causes = new Map<
    string,
    {
      code: Finding['code']
      service: string
      findings: Map<string, Finding>
      fails: Set<string>
      blocks: Set<string>
    }
  >()
  for (const { id, findings, blockedBy } of checks)
    for (const [kind, list] of [
      ['fails', findings],
      ['blocks', blockedBy],
    ] as const)
      for (const finding of list.filter((one) => one.severity === severity)) {
        const key = `${finding.code} ${finding.service}`
        const cause = causes.get(key) ?? {
          code: finding.code,
          service: finding.service,
          findings: new Map(),
          fails: new Set(),
          blocks: new Set(),
        }
        cause.findings.set(`${finding.asked} ${finding.subject ?? ''} ${finding.promise}`, finding)
        cause[kind].add(id)
        causes.set(key, cause)
      }
  return [...causes.values()]
    .map(({ code, service, findings, fails, blocks }) => ({
      code,
      service,
      findings: [...findings.values()],
      fails: [...fails].sort(),
      blocks: [...blocks].sort(),
    }))
    .sort((a, b) => depth(a) - depth(b) || (a.service < b.service ? -1 : 1))
}

function merged(root: Cause, under: readonly Cause[], what: 'fails' | 'blocks'): readonly string[] {
  return [...new Set([root, ...under].flatMap((cause) => cause[what]))].sort()
}
