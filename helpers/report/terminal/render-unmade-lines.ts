import type { CheckRecord } from '../../record/run-record.ts'
import { reasonOf, renderCheckLine, renderLine } from './render-check-line.ts'

/** Whether a check was not made: blocked by what others found, or skipped. */
export function isUnmade({ status }: CheckRecord): boolean {
  return status === 'blocked' || status === 'skipped'
}

/** Checks that were not made, a line for each reason: `block 57 checks  blocked by tcp.refused (backend): …`. */
export function renderUnmadeLines(
  checks: readonly CheckRecord[],
  colour: 'ansi' | 'none',
): readonly string[] {
  const groups = new Map<string, CheckRecord[]>()
  for (const check of checks) {
    const key = `${check.status} ${reasonOf(check)}`
    groups.set(key, [...(groups.get(key) ?? []), check])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    return group.length === 1
      ? renderCheckLine(first, colour)
      : renderLine(first.status, [`${group.length} checks`, reasonOf(first) ?? ''], colour)
  })
}
