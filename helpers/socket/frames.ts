import { type LagMonitor, startDeadline } from '../http/deadline.ts'
import { parseJson } from '../http/read-body.ts'
import type { Ending, Frame, Heard } from './handshake-fact.ts'

/** More than the longest conversation of a smoke run, and what a flood costs at most. */
export const MAX_FRAMES = 2_000
export const MAX_BYTES = 4 * 1024 * 1024

/** What is kept of a flood: enough to show what it was made of. */
const KEPT_OF_FLOOD = { frames: 50, characters: 65_536 }

/** The frames of one connection, up to a limit. */
interface FrameStore {
  /** The frame, or in words how the limit is passed; then most of what was kept is let go. */
  add(data: Buffer, kind: 'text' | 'binary', atMs: number): Frame | string
  /** Counts a ping or pong, which costs time though no memory; words when the limit is passed. */
  countControl(): string | undefined
  all(): readonly Frame[]
}

export function createFrameStore(): FrameStore {
  const frames: Frame[] = []
  let count = 0
  let bytes = 0
  let controls = 0
  return {
    add(data, kind, atMs) {
      count += 1
      bytes += data.length
      if (count > MAX_FRAMES || bytes > MAX_BYTES) {
        frames.length = lengthOfBeginning(frames)
        return `${count} frames of ${bytes} bytes in all within ${Math.round(atMs)} ms; the limit is ${MAX_FRAMES} frames and ${MAX_BYTES} bytes`
      }
      const frame = kind === 'text' ? textFrame(data, atMs) : binaryFrame(data, atMs)
      frames.push(frame)
      return frame
    },
    countControl() {
      controls += 1
      return controls > MAX_FRAMES ? `more than ${MAX_FRAMES} pings and pongs` : undefined
    },
    all: () => [...frames],
  }
}

function lengthOfBeginning(frames: readonly Frame[]): number {
  let room = KEPT_OF_FLOOD.characters
  const end = frames.findIndex(({ text, data }) => {
    room -= text.length + (data?.length ?? 0)
    return room < 0
  })
  return Math.min(end === -1 ? frames.length : end, KEPT_OF_FLOOD.frames)
}

/** Parsed again at each look: hostile JSON grows twentyfold when parsed, and megabytes of it must not be kept. */
function textFrame(data: Buffer, atMs: number): Frame {
  const text = data.toString('utf8')
  return {
    text,
    get json() {
      return parseJson(text)
    },
    binary: false,
    atMs,
  }
}

/** Bytes of a binary frame that are kept, to show how it begins. */
const KEPT_BYTES = 16

function binaryFrame(data: Buffer, atMs: number): Frame {
  const bytes = { length: data.length, hex: data.subarray(0, KEPT_BYTES).toString('hex') }
  return { text: '', json: undefined, binary: true, bytes, data, atMs }
}

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
