import { type LagMonitor, startDeadline } from '../http/deadline.ts'
import { parseJson } from '../http/read-body.ts'
import type { Ending, Frame, Heard } from './handshake-fact.ts'

/** More than the longest conversation of a smoke run, and what a flood costs at most. */
export const MAX_FRAMES = 2_000
export const MAX_BYTES = 4 * 1024 * 1024

/** What is kept of a flood: enough to show what it was made of. */
const KEPT_OF_FLOOD = { frames: 50, characters: 65_536 }

/** The frames of one connection, up to a limit. */
export class FrameStore {
  readonly #frames: Frame[] = []
  #count = 0
  #bytes = 0
  #controls = 0

  /** The frame, or in words how the limit is passed; then most of what was kept is let go. */
  add(data: Buffer, kind: 'text' | 'binary', atMs: number): Frame | string {
    this.#count += 1
    this.#bytes += data.length
    if (this.#count > MAX_FRAMES || this.#bytes > MAX_BYTES) {
      this.#frames.length = lengthOfBeginning(this.#frames)
      return `${this.#count} frames of ${this.#bytes} bytes in all within ${Math.round(atMs)} ms; the limit is ${MAX_FRAMES} frames and ${MAX_BYTES} bytes`
    }
    const frame = kind === 'text' ? textFrame(data, atMs) : binaryFrame(data, atMs)
    this.#frames.push(frame)
    return frame
  }

  /** Counts a ping or pong, which costs time though no memory; words when the limit is passed. */
  countControl(): string | undefined {
    this.#controls += 1
    return this.#controls > MAX_FRAMES ? `more than ${MAX_FRAMES} pings and pongs` : undefined
  }

  all(): readonly Frame[] {
    return [...this.#frames]
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
  /** `nothing`: the frame stays unread, for those who come later. */
  readonly takes?: 'nothing'
}

const SEEN = 50

/** Waits for a frame that matches. */
interface Waiter extends Pick<Wait, 'takes'> {
  readonly match: (frame: Frame) => boolean
  /** The last frames that did not match. */
  readonly seen: Frame[]
  readonly settle: (heard: Heard) => void
  readonly fail: (error: unknown) => void
}

/**
 * Hands frames to those who wait for them. A frame goes to one `hear` only: the oldest waiting one it
 * matches; a frame that matches no reader stays unread for later ones. So several checks can share a
 * connection, each hearing its own kind, and two that wait for the same kind get one each.
 */
export class Inbox {
  readonly #lag: LagMonitor | undefined
  readonly #waiters = new Set<Waiter>()
  readonly #unread: Frame[] = []
  #ended: Ending | undefined

  constructor(lag?: LagMonitor) {
    this.#lag = lag
  }

  put(frame: Frame): void {
    for (const waiter of [...this.#waiters]) if (offer(waiter, frame) === 'taken') return
    this.#unread.push(frame)
  }

  /** Unread frames stay readable; every waiter gets the ending. Only the first ending counts. */
  end(ending: Ending): void {
    this.#ended ??= ending
    for (const { settle, seen } of [...this.#waiters]) settle({ ...this.#ended, seen })
  }

  ending(): Ending | undefined {
    return this.#ended
  }

  /** Drops the frames that no reader has taken. */
  forget(): void {
    this.#unread.length = 0
  }

  /** The first unread frame that matches, there already or still to come. Rejects only when `match` throws. */
  async hear(match: (frame: Frame) => boolean, wait: Wait): Promise<Heard> {
    const at = this.#unread.findIndex(match)
    const seen = this.#unread.slice(0, at === -1 ? undefined : at).slice(-SEEN)
    const [found] =
      at === -1
        ? []
        : wait.takes === 'nothing'
          ? this.#unread.slice(at, at + 1)
          : this.#unread.splice(at, 1)
    if (found !== undefined) return { kind: 'frame', frame: found, seen }
    return this.#ended === undefined ? this.#wait(match, wait, seen) : { ...this.#ended, seen }
  }

  #wait(match: Waiter['match'], wait: Wait, seen: Frame[]): Promise<Heard> {
    return new Promise((resolve, reject) => {
      const began = performance.now()
      const leave = () => {
        takeBack()
        this.#waiters.delete(waiter)
      }
      const waiter: Waiter = {
        ...wait,
        match,
        seen,
        settle: (heard) => {
          leave()
          resolve(heard)
        },
        fail: (error) => {
          leave()
          reject(error)
        },
      }
      const takeBack = startDeadline(wait.ms, this.#lag, (passed) => {
        const kind = passed === 'held-up' ? 'held-up' : 'silence'
        const waitedMs = Math.round(performance.now() - began)
        waiter.settle({ kind, waitedMs, waitedFor: wait.for, seen })
      })
      this.#waiters.add(waiter)
    })
  }
}

function offer({ match, seen, settle, fail, takes }: Waiter, frame: Frame): 'taken' | 'left' {
  try {
    if (match(frame)) {
      settle({ kind: 'frame', frame, seen })
      return takes === 'nothing' ? 'left' : 'taken'
    }
    seen.push(frame)
    if (seen.length > SEEN) seen.shift()
  } catch (error) {
    fail(error)
  }
  return 'left'
}
