import type { HealthPromise } from '../../contracts/schema/health.ts'
import { NOT_READY } from '../../contracts/schema/not-ready.ts'
import type { ServicePromise } from '../../contracts/schema/service.ts'
import { isStarting } from '../../helpers/diagnosis/judges/health/answer-signs.ts'
import { recogniseEdge } from '../../helpers/diagnosis/judges/health/edge-of.ts'
import { judgeHealth } from '../../helpers/diagnosis/judges/health/judge-health.ts'
import type { Answer, Exchange, NoAnswerFault } from '../../helpers/http/exchange.ts'
import { saysSo } from '../../helpers/promise/expectation.ts'
import type { ReadinessResult } from '../../helpers/session/readiness-result.ts'

/** One answer of a readiness route, read. `can-heal`: waiting may help; `unseen`: our own process was held up, so the answer says nothing. */
export interface ReadinessSeen {
  readonly state: 'ready' | 'can-heal' | 'hopeless' | 'unseen'
  /** One or two words for the history. */
  readonly what: string
}

/** Faults that waiting can heal; every other fault ends the wait at once. */
const HEALING_FAULTS: ReadonlySet<NoAnswerFault> = new Set([
  'tcp.refused',
  'tcp.timeout',
  'http.reset',
  'http.timeout',
])
const HEALING_STATUSES = new Set([502, 503, 504])

/** Reads from one answer, or from a missing one, whether the service is ready, may become ready, or never will by itself. */
export function readReadiness(
  exchange: Exchange,
  health: HealthPromise | undefined,
  service: ServicePromise,
): ReadinessSeen {
  if (exchange.kind === 'no-answer') {
    if (exchange.fault.startsWith('own.')) return { state: 'unseen', what: 'nothing' }
    const state = HEALING_FAULTS.has(exchange.fault) ? 'can-heal' : 'hopeless'
    return { state, what: exchange.fault }
  }
  if (health === undefined)
    return exchange.status < 500
      ? { state: 'ready', what: 'ready' }
      : { state: stateOf(exchange.status), what: `${exchange.status}` }
  const failures = judgeHealth(exchange, health, service).filter(
    ({ severity }) => severity === 'failure',
  )
  if (failures.length === 0) return { state: 'ready', what: 'ready' }
  const lacks = failures.filter(({ code }) => code === 'dependency.down')
  const starts = failures.some(({ code }) => code === 'service.starting') || isStarting(exchange)
  if (starts || saysNotReady(exchange, health))
    return { state: 'can-heal', what: `${exchange.status} starting` }
  // A service that lacks a dependency waits for it, and so does the run.
  if (lacks.length > 0)
    return {
      state: 'can-heal',
      what: `${exchange.status} without ${lacks.map(({ subject }) => subject).join(', ')}`,
    }
  const state = health.unwell?.includes(exchange.status) ? 'can-heal' : stateOf(exchange.status)
  return { state, what: `${exchange.status}` }
}

function stateOf(status: number): ReadinessSeen['state'] {
  return HEALING_STATUSES.has(status) ? 'can-heal' : 'hopeless'
}

/** How long an edge may take to learn a route: Traefik 3.7.15 answers 404 for up to 0.3 s after its port opens, longer where a provider is slow. */
const ROUTE_GRACE_MS = 15_000

/** Whether an edge, or a router in Go, knows no route for this host, and may still learn it. */
export function mayLearnRoute(exchange: Exchange, waitedMs: number): boolean {
  return (
    waitedMs < ROUTE_GRACE_MS &&
    exchange.kind === 'answer' &&
    exchange.status === 404 &&
    (recogniseEdge(exchange) !== undefined || exchange.text === '404 page not found\n')
  )
}

/** A 2xx whose body says, in the words of the contract, that the service is not ready yet. */
function saysNotReady(answer: Answer, { body }: HealthPromise): boolean {
  return answer.status < 300 && (body?.notReady ?? NOT_READY).some((says) => saysSo(answer, says))
}

/**
 * Good answers in a row that count as ready: one may come from the only new instance of a rollout. Each relapse
 * raises the required number by three, to at most twelve, so that a crash loop is not taken for ready.
 */
const IN_A_ROW = 3
const MOST_IN_A_ROW = 12

/** The good answers in a row of one service. */
export interface ReadinessStreak {
  /** Good answers in a row so far, and the number that counts as ready. */
  readonly good: number
  readonly wanted: number
  /** Milliseconds of waiting after which the service became ready; undefined while it is not. */
  readonly readyAtMs: number | undefined
}

export const NO_STREAK: ReadinessStreak = { good: 0, wanted: IN_A_ROW, readyAtMs: undefined }

/** The streak after one more answer. */
export function streakAfter(
  { good, wanted, readyAtMs }: ReadinessStreak,
  answer: 'good' | 'bad',
  waitedMs: number,
): ReadinessStreak {
  if (answer === 'bad')
    return {
      good: 0,
      wanted: good === 0 ? wanted : Math.min(wanted + IN_A_ROW, MOST_IN_A_ROW),
      readyAtMs: undefined,
    }
  const isReady = good + 1 >= wanted
  return { good: good + 1, wanted, readyAtMs: isReady ? (readyAtMs ?? waitedMs) : undefined }
}

/** One answer of a service in a word or two, and when it came. */
export interface SeenAnswer {
  readonly what: string
  readonly atMs: number
}

/** Turns of a history that are shown. */
const MOST_TURNS = 20

/** Equal neighbours joined: "503 starting (12 times, 0.0 to 18.4 s)". */
export function inTurns(seen: readonly SeenAnswer[]): readonly string[] {
  const turns: { what: string; from: number; to: number; times: number }[] = []
  for (const { what, atMs } of seen) {
    const last = turns.at(-1)
    if (last?.what === what) Object.assign(last, { to: atMs, times: last.times + 1 })
    else turns.push({ what, from: atMs, to: atMs, times: 1 })
  }
  const shown = turns.map(
    ({ what, from, to, times }) =>
      `${what} (${times === 1 ? `once, at ${inSeconds(from)}` : `${times} times, ${inSeconds(from)} to ${inSeconds(to)}`} s)`,
  )
  if (shown.length <= MOST_TURNS) return shown
  const left = shown.length - MOST_TURNS
  return [
    ...shown.slice(0, MOST_TURNS / 2),
    `… ${left} more ${left === 1 ? 'turn' : 'turns'} …`,
    ...shown.slice(-MOST_TURNS / 2),
  ]
}

/** Mixed: the state changed more than once (up, down, up) and did not settle before the deadline. */
export function settledOf(
  seen: readonly SeenAnswer[],
  outcome: 'ready' | 'not-ready',
): ReadinessResult['settled'] {
  if (outcome === 'ready') return 'ready'
  const changes = seen.filter(
    ({ what }, index) => index > 0 && (what === 'ready') !== (seen[index - 1]?.what === 'ready'),
  ).length
  return changes > 1 ? 'mixed' : 'never-good'
}

function inSeconds(ms: number): string {
  return (ms / 1000).toFixed(1)
}
