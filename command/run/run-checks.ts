import type { CheckRecord, RequestRecord } from '../../helpers/record/check-record.ts'
import type { RunInput } from '../../helpers/session/run-input.ts'
import { type FromWorker, serialize } from '../../runner/worker-messages.ts'
import type { Watcher } from '../wait/watcher.ts'
import type { CheckWorker } from './check-worker.ts'
import { cutShortBy } from './stop-on-signals.ts'

export interface RunOutcome {
  readonly checks: readonly CheckRecord[]
  readonly sent: readonly RequestRecord[]
  /** Checks that had not ended when the run was stopped. */
  readonly notJudged: number
  /** What went wrong outside any check: an import that fails, a crash of the worker. */
  readonly crashes: readonly string[]
}

/** Has the worker run all checks, and gives their results; stopping it lets each check end and clean up. */
export async function runChecks(
  worker: CheckWorker,
  input: RunInput,
  { watcher, stop }: { readonly watcher: Watcher; readonly stop: AbortSignal },
): Promise<RunOutcome> {
  const checks: CheckRecord[] = []
  const sent: RequestRecord[] = []
  const crashes: string[] = []
  let planned = 0
  let cut = 0
  const ended = (check: CheckRecord) => {
    const isCutShort = stop.aborted && check.status === 'error'
    checks.push(isCutShort ? cutShort(check, stop) : check)
    if (isCutShort) cut += 1
    else watcher.ended(check)
  }
  const finished = new Promise<void>((resolve) => {
    worker.hear((message: FromWorker) => {
      switch (message.kind) {
        case 'planned':
          planned = message.checks
          return watcher.planned(planned)
        case 'begun':
          return watcher.begun(message.id, message.name)
        case 'ended':
          sent.push(...message.sent)
          return ended(message.check)
        case 'crashed':
          crashes.push(message.message)
          return
        case 'finished':
          return resolve()
      }
    })
  })
  const failed = worker.failed.then((reason) => crashes.push(reason))
  const overdue = whenOverdue(stop, () => worker.say({ kind: 'stop' }))
  worker.say({ kind: 'run', input: serialize(input) })
  await Promise.race([finished, failed, overdue.promise])
  overdue.dispose()
  return { checks, sent, notJudged: cut + planned - checks.length, crashes: [...crashes] }
}

/** A check that a stopped run could not judge is no error of the suite. */
function cutShort(check: CheckRecord, stop: AbortSignal): CheckRecord {
  const reason =
    cutShortBy(stop) === 'budget'
      ? 'not judged: the time of --within was over'
      : 'the run was interrupted'
  return { ...check, status: 'skipped', reason }
}

/** How long checks may take to end and clean up after the run was stopped. */
const CLEANUP_GRACE_MS = 8_000

/**
 * Calls `onStop` when the run is stopped. `promise` resolves if the checks are still running after the grace
 * period. After `dispose`, neither happens.
 */
export function whenOverdue(
  stop: AbortSignal,
  onStop: () => void,
): { readonly promise: Promise<void>; dispose: () => void } {
  let timer: NodeJS.Timeout | undefined
  let pass = () => {}
  const promise = new Promise<void>((resolve) => {
    pass = () => {
      onStop()
      timer = setTimeout(resolve, CLEANUP_GRACE_MS)
    }
  })
  if (stop.aborted) pass()
  else stop.addEventListener('abort', pass, { once: true })
  const dispose = () => {
    stop.removeEventListener('abort', pass)
    clearTimeout(timer)
  }
  return { promise, dispose }
}
