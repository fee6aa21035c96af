import type { CheckRecord } from '../../helpers/record/check-record.ts'
import type { CauseName, Compared, Comparison, RootCause } from '../../helpers/record/run-record.ts'
import type { Earlier, EarlierCause } from './read-earlier.ts'

/** What a check says of its promise: seen kept, seen broken (a blocked one could not be kept), or not looked at. */
type Standing = 'kept' | 'broken' | 'unknown'

const NOW: Readonly<Record<CheckRecord['status'], Standing>> = {
  passed: 'kept',
  warned: 'kept',
  failed: 'broken',
  error: 'broken',
  blocked: 'broken',
  skipped: 'unknown',
}

/** Compares what is broken now with an earlier run. Nothing is called fixed that was not seen kept. */
export function compareRuns(
  earlier: Earlier,
  now: { readonly checks: readonly CheckRecord[]; readonly rootCauses: readonly RootCause[] },
): Comparison {
  const standing = new Map(now.checks.map(({ id, status }) => [id, NOW[status]]))
  const brokenThen = new Set(
    earlier.checks.filter((check) => check.standing === 'broken').map(({ id }) => id),
  )
  const brokenNow = now.checks.filter(({ status }) => NOW[status] === 'broken').map(({ id }) => id)
  const gone = [...brokenThen].filter((id) => standing.get(id) !== 'broken')
  return {
    earlier: earlier.name,
    checks: {
      new: brokenNow.filter((id) => !brokenThen.has(id)).sort(),
      fixed: gone.filter((id) => standing.get(id) === 'kept').sort(),
      still: brokenNow.filter((id) => brokenThen.has(id)).sort(),
      unseen: gone.filter((id) => standing.get(id) !== 'kept').sort(),
    },
    causes: compareCauses(earlier, now.rootCauses, standing),
  }
}

function compareCauses(
  earlier: Earlier,
  causes: readonly RootCause[],
  standing: ReadonlyMap<string, Standing>,
): Compared<CauseName> {
  const left = new Set(earlier.causes)
  const pairs = new Map<RootCause, EarlierCause>()
  // The same words first: one service can have two causes of one code.
  for (const isSame of [sameWords, sameCode])
    for (const cause of causes.filter((one) => !pairs.has(one))) {
      const before = [...left].find((one) => isSame(one, cause))
      if (before === undefined) continue
      left.delete(before)
      pairs.set(cause, before)
    }
  const isFixed = ({ code, fails, blocks }: EarlierCause) => {
    if (fails.length + blocks.length === 0) return code.startsWith('config.')
    const looked = fails.length > 0 ? fails : blocks
    return (
      looked.some((id) => standing.get(id) === 'kept') &&
      !fails.some((id) => standing.get(id) !== 'kept') &&
      !blocks.some((id) => standing.get(id) === 'broken')
    )
  }
  return {
    new: causes.filter((cause) => !pairs.has(cause)).map(nameOf),
    fixed: [...left].filter(isFixed).map(nameOf),
    still: causes.filter((cause) => pairs.has(cause)).map(nameOf),
    unseen: [...left].filter((cause) => !isFixed(cause)).map(nameOf),
  }
}

function nameOf({ code, service, summary }: CauseName): CauseName {
  return { code, service, summary }
}

function sameCode(one: CauseName, other: CauseName): boolean {
  return one.code === other.code && one.service === other.service
}

function sameWords(one: CauseName, other: CauseName): boolean {
  return sameCode(one, other) && one.summary === other.summary
}
