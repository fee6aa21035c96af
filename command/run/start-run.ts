import { randomBytes } from 'node:crypto'

/** What a run is, before it is known what it came to. */
export interface RunStart {
  readonly id: string
  readonly startedAtMs: number
  readonly version: string
}

/** Names a run: the minute, for people, and enough randomness to be unique. */
export function startRun(nowMs: number, version: string): RunStart {
  const minute = new Date(nowMs).toISOString().slice(2, 16).replaceAll(/[-T:]/g, '')
  return { id: `${minute}-${randomBytes(3).toString('hex')}`, startedAtMs: nowMs, version }
}
