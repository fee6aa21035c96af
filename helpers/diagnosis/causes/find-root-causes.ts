import type { CheckRecord } from '../../record/check-record.ts'
import { CODES } from '../../record/code.ts'
import type { Finding } from '../../record/finding.ts'
import { compareText } from '../../text/words.ts'
import { type Dependencies, explains, isGone, type Named } from './explains.ts'
import { explainsSince, type SinceAccepted } from './turned-away.ts'

/** All findings of one code about one service, and the checks they turned red or stopped. */
export interface Cause extends Pick<Named, 'foundAt'> {
  readonly code: Finding['code']
  readonly service: string
  readonly findings: readonly Finding[]
  readonly fails: readonly string[]
  readonly blocks: readonly string[]
  /** Causes that this one brings about, found by `findRootCauses`. */
  readonly explains: readonly Cause[]
}

/**
 * The root causes of a run: findings of one code and service are one cause; a cause that a deeper one
 * explains, by itself or through others, is reported under it. What is left are the root causes, deepest
 * layer first, and the warnings that none of them explains or speaks of.
 */
export function findRootCauses(
  checks: readonly CheckRecord[],
  dependencies: Dependencies,
  since: SinceAccepted = () => false,
): { readonly rootCauses: readonly Cause[]; readonly warnings: readonly Cause[] } {
  const failures = groupCauses(checks, ({ severity }) => severity === 'failure')
  const warnings = groupCauses(
    checks,
    (finding) => finding.severity === 'warning' && !isTold(finding, failures),
  )
  const reaches = reachability(failures, warnings, dependencies, since)
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

/** Whether a failure of the same code and service says what the warning says. */
function isTold(warning: Finding, failures: readonly Cause[]): boolean {
  const { code, service } = warning
  const same = failures.find((failure) => failure.code === code && failure.service === service)
  return same !== undefined && (isGone(code) || same.findings.some((one) => speaksOf(one, warning)))
}

/** A failure speaks of its subject: a dependency, a file, a route; one without a subject, of its request. */
function speaksOf(failure: Finding, warning: Finding): boolean {
  return failure.subject === undefined
    ? failure.asked === warning.asked
    : failure.subject === warning.subject
}

/**
 * Which cause leads to which, through however many others. Of two that explain each other the deeper
 * leads; where several go round in a circle, each reaches each, and the deepest stands for all.
 */
function reachability(
  failures: readonly Cause[],
  warnings: readonly Cause[],
  dependencies: Dependencies,
  since: SinceAccepted,
): (from: Cause, to: Cause) => boolean {
  const explained = (from: Cause, to: Cause) =>
    explains(named(from), named(to), dependencies) || explainsSince(from, to, since)
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

function named({ code, service, foundAt, findings }: Cause): Named {
  return {
    code,
    service,
    foundAt,
    subjects: findings.flatMap(({ subject }) => (subject === undefined ? [] : [subject])),
    asked: findings.map(({ asked }) => asked),
    got: findings.map(({ got }) => got),
    writes: findings.map(({ writes }) => writes),
    alone: findings.flatMap(({ alone }) => alone ?? []),
  }
}

function merged(root: Cause, under: readonly Cause[], what: 'fails' | 'blocks'): readonly string[] {
  return [...new Set([root, ...under].flatMap((cause) => cause[what]))].sort()
}

/**
 * The findings that are `meant`, those of one code and service together; deepest layer first, and the same whatever the
 * order in which the checks ended.
 */
function groupCauses(
  checks: readonly CheckRecord[],
  meant: (finding: Finding) => boolean,
): readonly Cause[] {
  const groups = new Map<string, Group>()
  for (const { id, findings, blockedBy = [] } of [...checks].sort(inOrder)) {
    for (const finding of findings.filter(meant)) groupOf(groups, finding).fails.add(id)
    for (const finding of blockedBy.filter(meant)) groupOf(groups, finding).blocks.add(id)
  }
  return [...groups.values()]
    .map(({ code, service, findings, fails, blocks }) => ({
      code,
      service,
      findings: [...findings.values()],
      foundAt: isOfPages([...fails, ...blocks]) ? ('pages' as const) : ('service' as const),
      fails: [...fails].sort(),
      blocks: [...blocks].sort(),
      explains: [],
    }))
    .sort((a, b) => depth(a) - depth(b) || compareText(a.service, b.service))
}

/** Whether the checks of pages alone met it, by the suite that their ids begin with. */
function isOfPages(checks: readonly string[]): boolean {
  return checks.every((id) => id.startsWith('frontend/'))
}

interface Group extends Pick<Cause, 'code' | 'service'> {
  readonly findings: Map<string, Finding>
  readonly fails: Set<string>
  readonly blocks: Set<string>
}

/** The group of a finding, which it joins unless one that says the same is there. */
function groupOf(groups: Map<string, Group>, finding: Finding): Group {
  const { code, service, asked, subject = '', promise } = finding
  const key = `${code} ${service}`
  const group = groups.get(key) ?? {
    code,
    service,
    findings: new Map(),
    fails: new Set(),
    blocks: new Set(),
  }
  groups.set(key, group)
  const same = `${asked} ${subject} ${promise}`
  if (!group.findings.has(same)) group.findings.set(same, finding)
  return group
}

function inOrder(a: CheckRecord, b: CheckRecord): number {
  return a.position - b.position || compareText(a.id, b.id)
}

function depth({ code }: Cause): number {
  return CODES.indexOf(code)
}
