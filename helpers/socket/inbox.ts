import { type LagMonitor, startDeadline } from '../http/deadline.ts'
import type { Ending, Frame, Heard } from './handshake-fact.ts'

/** How long to wait, and for what, in the words that say afterwards what did not come. */
export interface Wait {
  readonly ms: number
  readonly for: string
}

/**
 * Hands frames to those who wait for them. A frame goes to one `hear` only: the oldest waiting one it
 * matches; a frame that matches no reader stays unread for later ones. So several checks can share a
 * connection, each hearing its own kind, and two that wait for the same kind get one each.
 */
export interface Inbox {
  put(frame: Frame): void
  /** Unread frames stay readable; every waiter gets the ending. Only the first ending counts. */
  end(ending: Ending): void
  ending(): Ending | undefined
  /** The first unread frame that matches, there already or still to come. Rejects only when `match` throws. */
  hear(match: (frame: Frame) => boolean, wait: Wait): Promise<Heard>
  /** Drops the frames that no reader has taken. */
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
      return new Promise<Heard>((resolve, reject) => {
        const began = performance.now()
        const leave = () => {
          takeBack()
          waiters.delete(waiter)
        }
        const settle = (heard: Heard) => {
          leave()
          resolve(heard)
        }
        const takeBack = startDeadline(wait.ms, lag, (passed) => {
          const kind = passed === 'held-up' ? 'held-up' : 'silence'
          const waitedMs = Math.round(performance.now() - began)
          settle({ kind, waitedMs, waitedFor: wait.for, seen })
        })
        const waiter: Waiter = {
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
              leave()
              reject(error)
              return 'left'
            }
          },
          end: (ending) => settle({ ...ending, seen }),
        }
        waiters.add(waiter)
      })
    },
  }
}
