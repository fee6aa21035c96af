import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { root } from '../target/root.ts'

/** What identifies a run in every report and request. */
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

/** The version of this suite, as its package says it. */
export async function version(): Promise<string> {
  const text = await readFile(`${root}package.json`, 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
