import type { LagMonitor } from '../http/event-loop-lag.ts'
import { startDeadline } from './deadline.ts'
import type { Ending, Frame, Heard, HeardEnd, Waited } from './handshake-fact.ts'

/** How long to wait, and for what, in the words that say afterwards what did not come. */
export interface Wait {
  readonly ms: number
  readonly for: string
}

/**
 * Hands frames to those who wait for them. A frame goes to one `hear` only: the oldest waiting one it
 * matches; a frame nobody matches stays unread for later ones. So several checks can share a
 * connection, each hearing its own kind, and two that wait for the same kind get one each.
 */
export interface Inbox {
  put(frame: Frame): void
  /** What was unread stays readable; whoever waits is told. Only the first ending counts. */
  end(ending: Ending): void
  ending(): Ending | undefined
  /** The first unread frame that matches, there already or still to come. Rejects only when `match` throws. */
  hear(match: (frame: Frame) => boolean, wait: Wait): Promise<Heard>
  hearEnd(wait: Wait): Promise<HeardEnd>
  /** Lets go of what nobody read. */
  forget(): void
}

const SEEN = 50

interface Waiter {
  readonly offer: (frame: Frame) => 'taken' | 'left'
  readonly end: (ending: Ending) => void
}

export function createInbox(lag?: LagMonitor): Inbox {
  const waiters = new Set<Waiter>()
  const unread: Frame[] = []
  let ended: Ending | undefined

  /** Waits until the waiter settles or the deadline passes, whichever is first. */
  const waitFor = <T>(
    wait: Wait,
    waiting: (settle: (outcome: T) => void, fail: (error: unknown) => void) => Waiter,
    tooLate: (waited: Waited) => T,
  ) =>
    new Promise<T>((resolve, reject) => {
      const began = performance.now()
      const leave = () => {
        takeBack()
        waiters.delete(waiter)
      }
      const takeBack = startDeadline(wait.ms, lag, (passed) => {
        leave()
        const waitedMs = Math.round(performance.now() - began)
        const kind = passed === 'held-up' ? 'held-up' : 'silence'
        resolve(tooLate({ kind, waitedMs, waitedFor: wait.for }))
      })
      const waiter = waiting(
        (outcome) => {
          leave()
          resolve(outcome)
        },
        (error) => {
          leave()
          reject(error)
        },
      )
      waiters.add(waiter)
    })

  return {
    put(frame) {
      for (const waiter of [...waiters]) if (waiter.offer(frame) === 'taken') return
      unread.push(frame)
    },
    end(ending) {
      ended ??= ending
      for (const waiter of [...waiters]) waiter.end(ended)
    },
    ending: () => ended,
    forget() {
      unread.length = 0
    },
    async hear(match, wait) {
      const at = unread.findIndex(match)
      const seen = unread.slice(0, at === -1 ? undefined : at).slice(-SEEN)
      const [found] = at === -1 ? [] : unread.splice(at, 1)
      if (found !== undefined) return { kind: 'frame', frame: found, seen }
      if (ended !== undefined) return { ...ended, seen }
      return waitFor<Heard>(
        wait,
        (settle, fail) => ({
          offer: (frame) => {
            try {
              if (!match(frame)) {
                seen.push(frame)
                if (seen.length > SEEN) seen.shift()
                return 'left'
              }
              settle({ kind: 'frame', frame, seen })
              return 'taken'
            } catch (error) {
              fail(error)
              return 'left'
            }
          },
          end: (ending) => settle({ ...ending, seen }),
        }),
        (waited) => ({ ...waited, seen }),
      )
    },
    async hearEnd(wait) {
      if (ended !== undefined) return ended
      return waitFor<HeardEnd>(
        wait,
        (settle) => ({ offer: () => 'left', end: settle }),
        (waited) => waited,
      )
    },
  }
}
