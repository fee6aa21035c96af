import type { CheckRecord } from '../../record/check-record.ts'
import { CODES } from '../../record/code.ts'
import type { Finding } from '../../record/finding.ts'
import { compareText } from '../../text/words.ts'

/** All findings of one code about one service, and the checks they turned red or stopped. */
export interface Cause {
  readonly code: Finding['code']
  readonly service: string
  readonly findings: readonly Finding[]
  readonly fails: readonly string[]
  readonly blocks: readonly string[]
  /** Causes that this one brings about, found by `findRootCauses`. */
  readonly explains: readonly Cause[]
}

/**
 * All findings of one severity, those of one code and service together; deepest layer first, and the same
 * whatever the order in which the checks ended.
 */
export function groupCauses(
  checks: readonly CheckRecord[],
  severity: Finding['severity'],
): readonly Cause[] {
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
  for (const { id, findings, blockedBy = [] } of [...checks].sort(inOrder))
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
        const same = `${finding.asked} ${finding.subject ?? ''} ${finding.promise}`
        if (!cause.findings.has(same)) cause.findings.set(same, finding)
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
      explains: [],
    }))
    .sort((a, b) => depth(a) - depth(b) || compareText(a.service, b.service))
}

function inOrder(a: CheckRecord, b: CheckRecord): number {
  return a.position - b.position || compareText(a.id, b.id)
}

function depth({ code }: Cause): number {
  return CODES.indexOf(code)
}
