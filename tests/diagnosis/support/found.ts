import { findRootCauses } from '../../../helpers/diagnosis/causes/find-root-causes.ts'
import { findingOf } from '../../../helpers/diagnosis/judges/finding-of.ts'
import type { CheckRecord } from '../../../helpers/record/check-record.ts'
import type { Code } from '../../../helpers/record/code.ts'
import type { Finding } from '../../../helpers/record/finding.ts'
import { check } from '../../report/records/check.ts'
import { netra as contract } from '../../support/contracts.ts'

export const DEPENDENCIES = Object.fromEntries(
  contract.services.map(({ name, dependsOn }) => [name, dependsOn]),
)

export function finding(code: Code, service: string, more: Partial<Finding> = {}): Finding {
  const words = { promise: `${service} keeps its promise`, expected: '200', got: 'nothing' }
  return { ...findingOf(code, service, `GET https://${service}.example.com/`, words), ...more }
}

/** A check of that id that came to these findings. */
export function red(id: string, ...findings: readonly Finding[]): CheckRecord {
  return check(id, 'keeps its promise', { status: 'failed', findings })
}

/** A check of that id that these findings stopped. */
export function blocked(id: string, ...blockedBy: readonly Finding[]): CheckRecord {
  return check(id, 'keeps its promise', { status: 'blocked', blockedBy })
}

/** The outcome in words: each root with what it explains, then the warnings. */
export function told(...checks: readonly CheckRecord[]): readonly string[] {
  const { rootCauses, warnings } = findRootCauses(checks, DEPENDENCIES)
  return [
    ...rootCauses.map(({ code, service, explains }) =>
      [`${code} (${service})`, ...explains.map((other) => `${other.code} (${other.service})`)].join(
        ' > ',
      ),
    ),
    ...warnings.map(({ code, service }) => `warning ${code} (${service})`),
  ]
}
