import type { CheckRecord } from '../../record/check-record.ts'
import type { RootCause, RunInfo, RunRecord } from '../../record/run-record.ts'
import { causeLine, causeLines, findingLine, findingLines } from '../words/cause-words.ts'
import { RUN_PROMISE, uncovered } from '../words/run-words.ts'
import { blocker, decisionWord, environmentName, tally } from '../words/status-words.ts'

/** One `testcase` element, before it is written: texts still as they are. */
export interface JunitCase {
  readonly classname: string
  readonly name: string
  readonly durationMs: number
  /** Milliseconds since the run started. */
  readonly startMs: number
  readonly outcome: JunitOutcome
  /** What a passing case has to say all the same: its warnings. */
  readonly output?: string
}

export type JunitOutcome =
  | { readonly kind: 'passed' }
  /** Passed on another try: Surefire's readers count it as flaky. */
  | {
      readonly kind: 'flaky'
      readonly type: string
      readonly message: string
      readonly text: string
    }
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
export function checkCase(
  check: CheckRecord,
  cause: RootCause | undefined,
  run: RunInfo,
): JunitCase {
  const { suite, part, title, durationMs, startMs, status, findings } = check
  const shown = findings.filter(({ code }) => code !== 'check.flaky')
  return {
    classname: className(run, suite, part),
    // Many readers show no class: the name alone says whose promise it is.
    name: `${part} ${title}`,
    durationMs,
    startMs,
    outcome: outcomeOf(check, cause),
    ...(status === 'warned' && shown.length > 0 && { output: lines(shown.flatMap(findingLines)) }),
  }
}

/**
 * `staging.europe-west1.trust.backend`. Importers split at the last dot: the part is shown as the class, what stands
 * before it as the package. Allure takes cases of equal class and name for tries of one: the environment and the place
 * keep one region from hiding another.
 */
function className(run: RunInfo, suite: string, part: string): string {
  const { place } = run
  return [environmentName(run), ...(place === undefined ? [] : [place]), suite, part]
    .map((piece) => piece.replaceAll('.', '_'))
    .join('.')
}

function outcomeOf(check: CheckRecord, cause: RootCause | undefined): JunitOutcome {
  const { status, findings, reason } = check
  switch (status) {
    case 'passed':
      return { kind: 'passed' }
    case 'warned':
      return flaky(findings)
    case 'skipped':
      return { kind: 'skipped', message: reason ?? 'no reason was recorded' }
    case 'blocked':
      return { kind: 'skipped', message: `blocked by ${blocker(check, cause)}` }
    case 'error': {
      const message = reason ?? 'the suite itself failed, and no reason was recorded'
      return { kind: 'error', type: 'could-not-judge', message, text: message }
    }
    case 'failed':
      return failure(findings, reason, cause)
  }
}

function flaky(findings: CheckRecord['findings']): JunitOutcome {
  const found = findings.find(({ code }) => code === 'check.flaky')
  if (found === undefined) return { kind: 'passed' }
  const text = lines(findingLines(found))
  return { kind: 'flaky', type: found.code, message: found.got, text }
}

function failure(
  findings: CheckRecord['findings'],
  reason: string | undefined,
  cause: RootCause | undefined,
): JunitOutcome {
  const first = findings[0]
  const message =
    first === undefined ? (reason ?? 'failed, and no finding was recorded') : findingLine(first)
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

/** Test cases that stand for no check: the verdict of a run that is not to be promoted, and what no check shows. */
export function runCases(record: RunRecord): readonly JunitCase[] {
  return [
    ...(record.decision === 'promote' && record.exitCode === 0 ? [] : [verdictCase(record)]),
    ...uncovered(record).map((cause) => causeCase(cause, record)),
  ]
}

function causeCase(cause: RootCause, { run, exitCode }: RunRecord): JunitCase {
  const seen = cause.findings.slice(0, CAUSE_FINDINGS_MAX).flatMap(findingLines)
  return {
    classname: className(run, 'run', cause.service),
    name: `${cause.code}: ${cause.summary}`,
    durationMs: 0,
    startMs: run.durationMs,
    outcome: {
      kind: exitCode === 1 ? 'failure' : 'error',
      type: cause.code,
      message: causeLine(cause),
      text: [...causeLines(cause), ...(seen.length === 0 ? [] : ['', ...seen])].join('\n'),
    },
  }
}

function verdictCase(record: RunRecord): JunitCase {
  const { run, headline, exitCode, decision, rootCauses, warnings, checks, notes } = record
  return {
    classname: className(run, 'run', 'verdict'),
    name: RUN_PROMISE,
    durationMs: 0,
    startMs: run.durationMs,
    outcome: {
      kind: exitCode === 1 ? 'failure' : 'error',
      type: exitCode === 130 ? 'interrupted' : 'verdict',
      message: headline,
      text: [
        headline,
        `decision: ${decisionWord(decision)}, exit code ${exitCode}`,
        tally(checks),
        ...[...rootCauses, ...warnings].map(
          ({ code, service, summary }) => `${code} (${service}): ${summary}`,
        ),
        ...notes,
      ].join('\n'),
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
