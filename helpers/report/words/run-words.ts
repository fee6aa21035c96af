import type { RequestRecord } from '../../record/check-record.ts'
import type {
  CauseName,
  Comparison,
  PlaceRecord,
  RootCause,
  RunRecord,
} from '../../record/run-record.ts'
import { counted, duration, listSome } from '../../text/words.ts'
import { causeLine } from './cause-words.ts'
import { bySuite, decisionWord, verdictWord } from './status-words.ts'

/** More root causes of a kind than this are counted. */
const CAUSES_MAX = 10

/** The kinds of news, in the order in which a reader wants them, and what each is called. */
const KINDS = [
  ['new', 'new'],
  ['still', 'still so'],
  ['fixed', 'fixed'],
  ['unseen', 'no longer seen, and not looked for'],
] as const

/** `since run 2603021405-9c41f2 of 2026-03-02T14:05:00.000Z`. */
export function sinceWords({ earlier }: Comparison): string {
  const { runId, startedAt, place } = earlier
  return `since run ${runId} of ${startedAt}${place === undefined ? '' : ` from ${place}`}`
}

/** What changed since the earlier run, a line for each root cause and one for each kind of change of the checks. */
export function comparisonLines({ causes, checks }: Comparison): readonly string[] {
  const lines = [
    ...KINDS.flatMap(([kind, words]) => causeLines(words, causes[kind])),
    ...KINDS.flatMap(([kind, words]) =>
      checks[kind].length === 0
        ? []
        : [`${counted(checks[kind].length, 'check')} ${words}: ${bySuite(checks[kind])}`],
    ),
  ]
  return lines.length === 0 ? ['nothing was broken then, and nothing is now'] : lines
}

function causeLines(words: string, causes: readonly CauseName[]): readonly string[] {
  const more = causes.length - CAUSES_MAX
  return [
    ...causes.slice(0, CAUSES_MAX).map((cause) => `${words}: ${causeLine(cause)}`),
    ...(more > 0 ? [`${words}: ${counted(more, 'more root cause')}`] : []),
  ]
}

/** In one line, for where there is no room for more: `1 new and 2 fixed root causes since run …`. */
export function comparisonInShort(comparison: Comparison): string {
  const counts = KINDS.flatMap(([kind, words]) => {
    const count = comparison.causes[kind].length
    return count === 0 ? [] : [`${count} ${words}`]
  })
  return `root causes ${sinceWords(comparison)}: ${counts.length === 0 ? 'none then, none now' : listSome(counts)}`
}

/** One run of several in one line: `europe-west1 · PASS · promote · 140 passed, 4 skipped · 171 requests · 1.4 s`, or what is wrong with it. */
export function placeLine({ place, problem, run }: PlaceRecord): string {
  if (problem !== undefined || run === undefined)
    return `${place} · not counted: ${problem ?? 'nothing is known of it'}`
  const checks = Object.entries(run.checks)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ')
  return [
    place,
    verdictWord(run),
    decisionWord(run.decision),
    checks === '' ? 'no checks' : checks,
    counted(run.requests, 'request'),
    duration(run.durationMs),
  ].join(' · ')
}

/** More lines than this say no more about why a run was stopped. */
const LINES_MAX = 8

/** The fault of a request that was under way when the run was stopped. */
const STOPPED = 'own.cancelled'

/** What had not answered when a run was stopped, the longest first: a run is stopped because of these. */
export function unanswered({ exitCode, requestLog }: RunRecord): readonly string[] {
  if (exitCode !== 130) return []
  const open = requestLog.requests
    .filter(({ fault }) => fault === STOPPED)
    .map((request) => ({ ...request, waitedMs: waitedMs(request) }))
    .sort((a, b) => b.waitedMs - a.waitedMs)
  const more = open.length - LINES_MAX
  return [
    ...open
      .slice(0, LINES_MAX)
      .map(
        ({ method, url, service, waitedMs: ms }) =>
          `${method} ${url}${service === undefined ? '' : ` of ${service}`}: ${duration(ms)} without an answer`,
      ),
    ...(more > 0 ? [`and ${counted(more, 'more request')}`] : []),
  ]
}

function waitedMs({ phases: { turn: _, ...sent } }: RequestRecord): number {
  return Object.values(sent).reduce((sum, ms) => sum + ms, 0)
}

/** What a run itself promises, in the words of a check. */
export const RUN_PROMISE = 'the run ends with a verdict that lets the deploy pass'

const RED: ReadonlySet<string> = new Set(['failed', 'error'])

/**
 * Root causes that no check failed on: a variable that is missing, a service that all checks wait for. Importers
 * look at test cases alone, so whatever makes the run red must be red in one of them.
 */
export function uncovered({ checks, rootCauses }: RunRecord): readonly RootCause[] {
  const red = new Set(checks.filter(({ status }) => RED.has(status)).map(({ id }) => id))
  return rootCauses.filter(({ fails }) => !fails.some((id) => red.has(id)))
}
