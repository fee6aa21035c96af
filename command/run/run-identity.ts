import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { RunInfo } from '../../helpers/record/run-record.ts'
import { root } from '../target/process-env.ts'

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

type Env = Readonly<Record<string, string | undefined>>

/** Where a run asks from, and what it is a part of. */
export type PlaceOfRun = Pick<RunInfo, 'place' | 'part'>

/**
 * The engines that start several runs at once, by the variables that they set for each: Cloud Run jobs (tasks),
 * Kubernetes Indexed Jobs, GitLab (`parallel`). JOB_NAME and JOB_COMPLETIONS are put there by the manifest (docs/places.md).
 */
const ENGINES = [
  {
    index: 'CLOUD_RUN_TASK_INDEX',
    of: 'CLOUD_RUN_TASK_COUNT',
    execution: 'CLOUD_RUN_EXECUTION',
    word: 'task',
  },
  { index: 'JOB_COMPLETION_INDEX', of: 'JOB_COMPLETIONS', execution: 'JOB_NAME', word: 'index' },
  { index: 'CI_NODE_INDEX', of: 'CI_NODE_TOTAL', execution: 'CI_PIPELINE_ID', word: 'node' },
] as const

/** The place of a run by its flag, else by the engine that started it: `task-3`. */
export function partOf(env: Env, flag: string | undefined): PlaceOfRun {
  const engine = ENGINES.find(({ index }) => isCount(env[index]))
  const place = flag ?? (engine && `${engine.word}-${env[engine.index]}`)
  const of = engine && env[engine.of]
  // A matrix of GitHub has no index; the run is one whatever jobs of it are run again.
  const execution = (engine && env[engine.execution]) ?? env.GITHUB_RUN_ID
  const part = {
    ...(of !== undefined && isCount(of) && { of: Number(of) }),
    ...(execution !== undefined && IS_NAME.test(execution) && { execution }),
  }
  return {
    ...(place !== undefined && { place }),
    ...(Object.keys(part).length > 0 && { part }),
  }
}

/** How many runs the engine has started, if it says so. */
export function partsOf(env: Env): number | undefined {
  const engine = ENGINES.find(({ of }) => isCount(env[of]))
  return engine === undefined ? undefined : Number(env[engine.of])
}

const IS_NAME = /^[\w.:/-]{1,200}$/

function isCount(text: string | undefined): boolean {
  return text !== undefined && /^\d{1,5}$/.test(text)
}
