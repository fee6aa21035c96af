import { parseJson } from '../http/parse-json.ts'
import type { Frame } from './handshake-fact.ts'

/** More than the longest conversation of a smoke run, and what a flood costs at most. */
export const MAX_FRAMES = 2_000
export const MAX_BYTES = 4 * 1024 * 1024

/** What is kept of a flood: enough to show what it was made of. */
const KEPT_OF_FLOOD = { frames: 50, characters: 65_536 }

/** The frames of one connection, up to a limit. */
export interface FrameStore {
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
