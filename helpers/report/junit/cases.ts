import type { CheckRecord, RootCause, RunRecord } from '../../record/run-record.ts'
import { causeLines, findingLines } from '../words/plain-lines.ts'
import { blocker } from '../words/status-words.ts'
import { RUN_PROMISE, uncovered } from '../words/uncovered.ts'

/** One `testcase` element, before it is written: texts still as they are. */
export interface JunitCase {
  readonly classname: string
  readonly name: string
  readonly durationMs: number
  readonly outcome: JunitOutcome
  /** What a passing case has to say all the same: its warnings. */
  readonly output?: string
}

export type JunitOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly message: string }
  | {
      /** `failure`: a promise is broken; `error`: the suite itself could not judge. */
      readonly kind: 'failure' | 'error'
      readonly type: string
      readonly message: string
      /** The whole reason: GitLab shows this and not the message. */
      readonly text: string
    }

const FINDINGS_MAX = 10

/** A check as a test case; a failed one carries the root cause it failed on, with what to do next. */
export function checkCase(check: CheckRecord, cause: RootCause | undefined): JunitCase {
  const { suite, part, title, durationMs, status, findings } = check
  return {
    // Importers split at the last dot: the suite is shown as the package, the part as the class.
    classname: `${suite}.${part.replaceAll('.', '_')}`,
    name: title,
    durationMs,
    outcome: outcomeOf(check, cause),
    ...(status === 'warned' && { output: lines(findings.flatMap(findingLines)) }),
  }
}

function outcomeOf(check: CheckRecord, cause: RootCause | undefined): JunitOutcome {
  const { status, findings, reason } = check
  switch (status) {
    case 'passed':
    case 'warned':
      return { kind: 'passed' }
    case 'skipped':
      return { kind: 'skipped', message: reason ?? 'no reason was recorded' }
    case 'blocked':
      return { kind: 'skipped', message: `blocked by ${blocker(check)}` }
    case 'error': {
      const message = reason ?? 'the suite itself failed, and no reason was recorded'
      return { kind: 'error', type: 'could-not-judge', message, text: message }
    }
    case 'failed':
      return failure(findings, reason, cause)
  }
}

function failure(
  findings: CheckRecord['findings'],
  reason: string | undefined,
  cause: RootCause | undefined,
): JunitOutcome {
  const first = findings[0]
  const message =
    first === undefined
      ? (reason ?? 'failed, and no finding was recorded')
      : `${first.code} (${first.service}): ${first.promise}; expected ${first.expected}, got ${first.got}`
  return {
    kind: 'failure',
    type: first?.code ?? 'failed',
    message,
    text: lines([
      ...findings.slice(0, FINDINGS_MAX).flatMap(findingLines),
      ...(findings.length > FINDINGS_MAX
        ? [`and ${findings.length - FINDINGS_MAX} more findings`]
        : []),
      ...(reason === undefined && first !== undefined ? [] : [reason ?? message]),
      ...(cause === undefined ? [] : ['', 'Root cause:', ...causeLines(cause)]),
    ]),
  }
}

function lines(all: readonly string[]): string {
  return all.join('\n')
}

const CAUSE_FINDINGS_MAX = 3

/** Test cases that stand for no check. */
export function runCases(record: RunRecord): readonly JunitCase[] {
  const { causes, run } = uncovered(record)
  return [
    ...causes.map((cause) => causeCase(cause, record.exitCode)),
    ...(run === 'red' ? [runCase(record)] : []),
  ]
}

function causeCase(cause: RootCause, exitCode: RunRecord['exitCode']): JunitCase {
  const seen = cause.findings.slice(0, CAUSE_FINDINGS_MAX).flatMap(findingLines)
  return {
    classname: `run.${cause.service}`,
    name: `${cause.code}: ${cause.summary}`,
    durationMs: 0,
    outcome: {
      kind: exitCode === 1 ? 'failure' : 'error',
      type: cause.code,
      message: `${cause.code} (${cause.service}): ${cause.summary}`,
      text: [...causeLines(cause), ...(seen.length === 0 ? [] : ['', ...seen])].join('\n'),
    },
  }
}

function runCase({ headline, exitCode, warnings, notes }: RunRecord): JunitCase {
  const lines = warnings.map(({ code, service, summary }) => `${code} (${service}): ${summary}`)
  return {
    classname: 'run.verdict',
    name: RUN_PROMISE,
    durationMs: 0,
    outcome: {
      kind: exitCode === 1 ? 'failure' : 'error',
      type: exitCode === 130 ? 'interrupted' : 'verdict',
      message: headline,
      text: [headline, `exit code ${exitCode}`, ...lines, ...notes].join('\n'),
    },
  }
}

/**
 * The names, made unique within their class by a counter: GitLab keeps only the first of two equal cases,
 * and it compares what it reads, so escaping comes before.
 */
export function uniqueNames(cases: readonly JunitCase[]): readonly JunitCase[] {
  const taken = new Set<string>()
  const counts = new Map<string, number>()
  return cases.map((one) => {
    const asked = key(one.classname, one.name)
    let name = one.name
    let count = counts.get(asked) ?? 1
    while (taken.has(key(one.classname, name))) {
      count += 1
      name = `${one.name} (${count})`
    }
    counts.set(asked, count)
    taken.add(key(one.classname, name))
    return { ...one, name }
  })
}

function key(classname: string, name: string): string {
  return `${classname}\u0000${name}`
}
