import type { RequestRecord } from '../../record/check-record.ts'
import type { Cause } from './find-root-causes.ts'

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
  { code, service }: Pick<Cause, 'code' | 'service'>,
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

function isRefused({ status }: RequestRecord): boolean {
  return status === 401 || status === 403
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/, '')
}

function turnOf({ phases }: RequestRecord): number {
  return phases.turn ?? 0
}

function endOf({ startMs, phases }: RequestRecord): number {
  return Object.values(phases).reduce((end, ms) => end + ms, startMs)
}
