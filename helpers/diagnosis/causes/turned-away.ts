import { endOf, type RequestRecord } from '../../record/check-record.ts'
import type { Code } from '../../record/code.ts'
import type { Finding } from '../../record/finding.ts'

/** Findings of one code about one service. */
interface Suspected {
  readonly code: Code
  readonly service: string
  readonly findings: readonly Finding[]
}

/** What a service answered at its protected routes, until it answered no more there. */
export interface TurnedAway {
  readonly answered: number
  /** Of the answered ones, those with 401 or 403. */
  readonly refused: number
  /** Requests after that, which got no answer. */
  readonly unanswered: number
}

/** How requests end whose sender is turned away by address: fail2ban and firewalls cut their connections, or drop their packets. */
const CUT_OFF: ReadonlySet<string> = new Set(['http.reset', 'http.timeout', 'tcp.timeout'])

/** Fewer refusals are a mistyped password: fail2ban bans after five by default (`maxretry`, jail.conf of fail2ban 1.1). */
const MANY_REFUSALS = 5

/** Fewer requests without an answer, one after the other, may have met one instance that was restarted. */
const MANY_UNANSWERED = 4

/** The HTTP server itself answers so, before anything looks at the sender (RFC 6585 §5). */
const HEADER_TOO_LARGE = 431

/**
 * Whether a service stopped to answer once it had refused many requests of this run, and answers none since: it, or a
 * firewall before it, may turn away their sender; or it has stopped. No request from outside can distinguish the two.
 */
export function turnedAway(
  { code, service }: Pick<Suspected, 'code' | 'service'>,
  sent: readonly RequestRecord[],
): TurnedAway | undefined {
  if (!CUT_OFF.has(code)) return undefined
  const ofService = sent.filter((one) => one.service === service)
  // Health is often answered all the same.
  const guarded = new Set(ofService.filter(isRefused).map(({ url }) => pathOf(url)))
  const own = ofService
    .filter(({ url, status }) => guarded.has(pathOf(url)) && status !== HEADER_TOO_LARGE)
    .sort((one, other) => endOf(one) - endOf(other))
  const answered = own.filter(({ status }) => status !== undefined)
  const since = own.filter(({ status }) => status === undefined)
  const last = answered.at(-1)
  const refused = answered.filter(isRefused).length
  // Several requests are under way at a time: one that got no answer may end before the last that did.
  const isCutOff = since.every(
    (one) =>
      CUT_OFF.has(one.fault ?? '') &&
      last !== undefined &&
      endOf(one) > last.startMs + turnOf(last),
  )
  return isCutOff && refused >= MANY_REFUSALS && since.length >= MANY_UNANSWERED
    ? { answered: answered.length, refused, unanswered: since.length }
    : undefined
}

function isCrash({ status = 0 }: RequestRecord): boolean {
  return status >= 500 && status !== 503
}

function isRefused({ status }: RequestRecord): boolean {
  return status === 401 || status === 403
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/, '')
}

function turnOf({ phases }: RequestRecord): number {
  return phases.turn ?? 0
}

/** What an app, or an edge in front of it, may answer to a sender that is turned away. */
const TURNED_AWAY: readonly string[] = [
  'route.',
  'trust.',
  'ws.',
  'edge.refused',
  'http.reset',
  'data.lost',
]

/** No limit is lower: a person mistypes a password twice. */
const FEWEST_REFUSALS = 3

/** Whether a finding came after the service accepted its last request of this run. */
export type SinceAccepted = (finding: Pick<Finding, 'service' | 'traceId'>) => boolean

/** Reads it from the requests of the run: an answer below 400 at a route that refused others was the last one accepted. */
export function sinceAccepted(sent: readonly RequestRecord[]): SinceAccepted {
  const byTrace = new Map(sent.map((one) => [one.traceId, one]))
  const lastOf = new Map<string, number>()
  return ({ service, traceId = '' }) => {
    const record = byTrace.get(traceId)
    // A sender is turned away with a refusal, or with nothing.
    if (record === undefined || isCrash(record)) return false
    if (!lastOf.has(service)) lastOf.set(service, lastAccepted(service, sent))
    return endOf(record) > (lastOf.get(service) ?? Number.POSITIVE_INFINITY)
  }
}

/** When the last accepted request began, or when a few were refused, whichever is later. */
function lastAccepted(name: string, sent: readonly RequestRecord[]): number {
  const ofService = sent.filter(({ service }) => service === name)
  const refusals = ofService
    .filter(({ status = 0 }) => status >= 400 && status < 500)
    .map(endOf)
    .sort((one, other) => one - other)
  const guarded = new Set(ofService.filter(isRefused).map(({ url }) => pathOf(url)))
  return ofService
    .filter(({ url, status = 0 }) => guarded.has(pathOf(url)) && status > 0 && status < 400)
    .reduce(
      (last, one) => Math.max(last, one.startMs + turnOf(one)),
      refusals[FEWEST_REFUSALS - 1] ?? Number.POSITIVE_INFINITY,
    )
}

/** Whether a service that may turn the run away brought about the other cause too: each of its findings came since. */
export function explainsSince(cause: Suspected, effect: Suspected, since: SinceAccepted): boolean {
  return (
    cause !== effect &&
    cause.service === effect.service &&
    isUndecided(cause, since) &&
    TURNED_AWAY.some((code) => effect.code.startsWith(code)) &&
    effect.findings.every(since)
  )
}

/** Whether a cause may be no fault of the deployment: the run may be turned away, and nothing of it came before. */
export function isUndecided(
  { findings }: Pick<Suspected, 'findings'>,
  since: SinceAccepted,
): boolean {
  return findings.some(({ undecided }) => undecided === true) && findings.every(since)
}
