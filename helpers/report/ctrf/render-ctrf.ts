import type { RequestRecord } from '../../record/check-record.ts'
import type { RootCause, RunRecord } from '../../record/run-record.ts'
import { compareText } from '../../text/words.ts'
import { allEvidenceLines } from '../words/cause-words.ts'
import { byUrgency, causesById } from '../words/status-words.ts'
import { type CtrfTest, ctrfTest, runTests, text, wholeMs } from './tests.ts'

/** The one version of the specification there is a published schema for (npm `ctrf`, ctrf-schema-0.0.json). */
const SPEC_VERSION = '0.0.0'

/**
 * `ctrf.json`: the run in the Common Test Report Format (ctrf.io), for programs. `results.extra` is this
 * suite's own promise: the verdict, the decision, and the root causes. A consumer that only counts sees
 * broken promises and checks that could not be judged as `failed`, blocked ones as `other`. Only fields that
 * every edition of the schema knows are used, since it forbids any other.
 */
export function renderCtrf(record: RunRecord): string {
  const { run, checks } = record
  const start = epochMs(run.startedAt)
  const stop = start + wholeMs(run.durationMs)
  const causes = causesById(record.rootCauses)
  const tests = [
    ...runTests(record, start),
    ...byUrgency(checks).map((check) => ctrfTest(check, start, causes.get(check.id))),
  ]
  const count = (status: CtrfTest['status']): number =>
    tests.filter((test) => test.status === status).length
  const document = {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    timestamp: new Date(stop).toISOString(),
    generatedBy: text(`post-deploy-smoke ${run.version}`),
    results: {
      tool: { name: 'post-deploy-smoke', version: text(run.version) },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: 0,
        other: count('other'),
        flaky: tests.filter(({ flaky }) => flaky === true).length,
        suites: suitesOf(tests),
        start,
        stop,
        duration: stop - start,
      },
      tests,
      environment: environmentOf(record),
      extra: extraOf(record),
    },
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

/** As npm `ctrf` 0.3.0 counts them: each suite, and each suite inside it. */
function suitesOf(tests: readonly CtrfTest[]): number {
  return new Set(
    tests.flatMap(({ suite }) => suite.map((_, at) => suite.slice(0, at + 1).join('/'))),
  ).size
}

function environmentOf({ run, exitCode }: RunRecord): object {
  const revisions = Object.entries(run.revisions).sort(([a], [b]) => compareText(a, b))
  return {
    ...(run.platform !== undefined && { appName: text(run.platform) }),
    ...(run.expectedRevision !== undefined && { appVersion: text(run.expectedRevision) }),
    testEnvironment: text(run.environment),
    extra: {
      runId: text(run.id),
      ...(run.place !== undefined && { place: text(run.place) }),
      ...(run.kind !== undefined && { kind: run.kind }),
      exitCode,
      host: text(run.host),
      requests: run.requests,
      revisions: Object.fromEntries(
        revisions.map(([service, seen]) => [text(service), text(seen)]),
      ),
      targets: run.targets.map(({ service, url }) => ({ service: text(service), url: text(url) })),
    },
  }
}

function extraOf({
  run,
  verdict,
  decision,
  rootCauses,
  warnings,
  requestLog,
  comparison,
  places,
}: RunRecord): object {
  return {
    verdict,
    decision,
    rootCauses: rootCauses.map((cause) => ({
      ...named(cause),
      evidence: allEvidenceLines(cause).map(text),
      nextSteps: cause.nextSteps.map(text),
      blocks: [...cause.blocks].sort(compareText).map(text),
    })),
    warnings: warnings.map(named),
    requests: requestLog.requests.map(requestOf),
    requestsLeftOut: requestLog.leftOut,
    ...(run.place !== undefined && { place: text(run.place) }),
    ...(comparison !== undefined && { comparison: inert(comparison) }),
    ...(places !== undefined && { places: inert(places) }),
  }
}

/** A request with its phases, in milliseconds: a reader can draw it without any other field. */
function requestOf({
  service,
  method,
  url,
  check,
  fault,
  traceId,
  startMs,
  phases,
  ...rest
}: RequestRecord): object {
  return {
    ...rest,
    startMs: wholeMs(startMs),
    phases,
    method: text(method),
    url: text(url),
    ...(service !== undefined && { service: text(service) }),
    ...(check !== undefined && { check: text(check) }),
    ...(fault !== undefined && { fault: text(fault) }),
    traceId: text(traceId),
  }
}

/** Plain data with every text in it bounded, and nothing invisible in it. */
function inert(value: unknown): unknown {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return value.map(inert)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [text(name), inert(inside)]),
  )
}

function named({ code, service, summary }: RootCause): object {
  return { code, service: text(service), summary: text(summary) }
}

/** The schema wants whole milliseconds; an unreadable time becomes 1970, so that the report stays valid. */
function epochMs(iso: string): number {
  const ms = Date.parse(iso)
  return Number.isFinite(ms) ? wholeMs(ms) : 0
}
