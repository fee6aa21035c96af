import type { CheckRecord, CheckStatus } from '../../helpers/record/check-record.ts'
import { type Awaited, createLiveView } from '../../helpers/report/terminal/live-view.ts'
import { terminal } from '../cli/terminal.ts'

/** Follows a run and shows how far it has come. */
export interface Watcher {
  /** How many checks there are. */
  planned(total: number): void
  /** Services are awaited from now on, for at most so long. */
  waiting(seconds: number): void
  begun(id: string, name: string): void
  ended(check: CheckRecord): void
  awaited(service: string, lastSeen: string, waitedMs: number): void
  done(): void
}

/** How often the line of a terminal is redrawn while nothing happens. */
const TICK_MS = 200

export function createWatcher(): Watcher {
  const { isTerminal, colour, detail } = terminal()
  const view = createLiveView(process.stdout, {
    mode: isTerminal ? 'line' : 'log',
    colour,
    detail,
  })
  let startedMs = performance.now()
  let waitSeconds: number | undefined
  const running = new Map<string, string>()
  const awaiting = new Map<string, Awaited>()
  const done: Partial<Record<CheckStatus, number>> = {}
  let total: number | undefined
  const update = () =>
    view.update({
      elapsedMs: performance.now() - startedMs,
      ...(total !== undefined && { total }),
      done,
      running: [...running.values()],
      awaited: [...awaiting.values()],
      ...(waitSeconds !== undefined && { waitSeconds }),
    })
  const ticking = isTerminal ? setInterval(update, TICK_MS) : undefined
  ticking?.unref()

  return {
    planned: (count) => {
      total = count
      awaiting.clear()
    },
    waiting: (seconds) => {
      startedMs = performance.now()
      waitSeconds = seconds
    },
    begun: (id, name) => {
      running.set(id, name)
    },
    ended: (check) => {
      running.delete(check.id)
      done[check.status] = (done[check.status] ?? 0) + 1
      view.finished(check)
      update()
    },
    awaited: (service, lastSeen, waitedMs) => {
      awaiting.set(service, { service, lastSeen, waitedMs })
      update()
    },
    done: () => {
      clearInterval(ticking)
      view.end()
    },
  }
}
