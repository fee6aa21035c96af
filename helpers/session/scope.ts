import { AsyncLocalStorage } from 'node:async_hooks'
import type { Exchange } from '../http/exchange.ts'
import { atItsEnd } from '../http/limiter.ts'
import type { CheckNote, RequestRecord } from '../record/check-record.ts'
import { Inconclusive } from './check-result.ts'

/** What happened during one check; a shared request counts for the check that sent it. */
export interface Scope {
  /** Exchanges that succeeded only after a retry, and their service. */
  readonly retried: { readonly service: string; readonly exchange: Exchange }[]
  /** The requests that this check sent. */
  readonly sent: RequestRecord[]
  /** What it shares with other checks. */
  readonly uses: Set<Need>
  readonly notes: string[]
  readonly clock: CheckClock
  readonly revisions: Record<string, string>
}

export function createScope(): Scope {
  return {
    retried: [],
    sent: [],
    uses: new Set(),
    notes: [],
    revisions: {},
    clock: createCheckClock(),
  }
}

/** Work that checks share: what it sent, and what it needed in turn. */
interface Need {
  /** Trace ids. */
  readonly sent: string[]
  readonly uses: Set<Need>
}

/** On whose behalf work runs. One storage for both: on Node 20 each costs time at every promise. */
interface Behalf {
  readonly scope?: Scope
  readonly need?: Need
}

const behalf = new AsyncLocalStorage<Behalf>()

/** Runs the work of one check in its own scope. */
export function inScope<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  return behalf.run({ ...behalf.getStore(), scope }, work)
}

/** The scope of the check that is running; undefined outside any check. */
export function currentScope(): Scope | undefined {
  return behalf.getStore()?.scope
}

/** Notes a request for the check and the shared work that sent it. */
export function noteSent(request: RequestRecord): void {
  currentScope()?.sent.push(request)
  behalf.getStore()?.need?.sent.push(request.traceId)
}

/** Trace ids of the requests that a check did not send itself, and whose answers it used. */
export function usedBy({ uses, sent }: Scope): readonly string[] {
  const reached = new Set(uses)
  for (const need of reached) for (const other of need.uses) reached.add(other)
  const own = new Set(sent.map(({ traceId }) => traceId))
  return [...reached].flatMap((need) => need.sent.filter((traceId) => !own.has(traceId)))
}

/** Notes a retry in the scope of the check. Throws `Inconclusive` for a fault of our own process, which is no fact about the deployment. */
export function judgeable(exchange: Exchange, service: string): Exchange {
  if (exchange.kind === 'no-answer' && exchange.fault.startsWith('own.'))
    throw new Inconclusive(exchange.detail)
  // Only if the retry helped: an answer that stayed bad is judged as it is.
  if (exchange.tries > 1 && exchange.kind === 'answer' && exchange.status < 500)
    currentScope()?.retried.push({ service, exchange })
  return exchange
}

/** The clock of the check that is running. */
export function currentClock(): CheckClock | undefined {
  return currentScope()?.clock
}

/** The same promise; the time until it settles counts as waiting, if a check runs. */
export function waitingFor<T>(
  reason: Parameters<CheckClock['begin']>[0],
  awaited: Promise<T>,
): Promise<T> {
  const end = currentClock()?.begin(reason)
  return end === undefined ? awaited : atItsEnd(awaited, end)
}

interface Begun extends Need {
  readonly work: Promise<unknown>
}

/** Runs each piece of work once: the first caller starts it, and every caller gets the same promise. The time counts for the first. */
export function createOnce(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const begun = new Map<string, Begun>()
  return <T>(key: string, work: () => Promise<T>) => {
    const known = begun.get(key)
    if (known !== undefined) {
      useNeed(known)
      return waitingFor('needs', known.work as Promise<T>)
    }
    const need: Need = { sent: [], uses: new Set() }
    useNeed(need)
    const started = inNeed(need, work)
    // Every caller gets the rejection. If no caller is left, it must not end the process.
    started.catch(() => undefined)
    begun.set(key, Object.assign(need, { work: started }))
    return started
  }
}

/** Runs shared work: what it sends and uses is noted for every check that needs it. */
function inNeed<T>(need: Need, work: () => Promise<T>): Promise<T> {
  return behalf.run({ ...behalf.getStore(), need }, work)
}

/** Notes that the work that is running, of a check or shared, needs this one. */
function useNeed(need: Need): void {
  const user = behalf.getStore()?.need ?? currentScope()
  user?.uses.add(need)
}

/** Keeps apart what a check did and what it waited for. Time in which a request of its own is under way is never waiting. */
interface CheckClock {
  /** The waiting or the work begins; the function it gives is called at its end. */
  begin(state: 'needs' | 'turn' | 'working'): () => void
  waited(): NonNullable<CheckNote['waited']>
}

export function createCheckClock(now: () => number = () => performance.now()): CheckClock {
  const open = { needs: 0, turn: 0, working: 0 }
  let needsMs = 0
  let turnMs = 0
  let since = now()
  const count = () => {
    const passed = now() - since
    since += passed
    if (open.working > 0) return
    if (open.needs > 0) needsMs += passed
    else if (open.turn > 0) turnMs += passed
  }
  return {
    begin: (state) => {
      count()
      open[state] += 1
      return () => {
        count()
        open[state] -= 1
      }
    },
    waited: () => {
      count()
      return { needsMs, turnMs }
    },
  }
}
