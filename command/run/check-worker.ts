import module from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { bundle } from '../../load/load.mjs'
import type { FromWorker, ToWorker } from '../../runner/worker-messages.ts'
import { processEnv, root } from '../target/process-env.ts'

/** The thread in which the checks run. */
export interface CheckWorker {
  say(message: ToWorker): void
  /** Hears what the worker says from now on, and first what it has said until now. */
  hear(listener: (message: FromWorker) => void): void
  /** Resolves with the reason if the thread ends by itself, whenever that was. */
  readonly failed: Promise<string>
  /** Ends it in any phase. */
  close(): Promise<void>
}

/**
 * What a check allocates is garbage a moment later. V8 would let it grow to 48 MB before it collects (Node 20.20); with
 * this limit the memory of 1,000 routes is 15 MB less, and their CPU the same (`npm run bench`).
 */
const YOUNG_GENERATION_MB = 6

/** Starts the worker of the checks (runner/worker.ts), which loads the suites while the command goes on. */
export async function startCheckWorker(): Promise<CheckWorker> {
  const thread = new Worker(await bundle(`${root}runner/worker.ts`), {
    env: { ...processEnv, ...compileCache() },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  })
  const failed = new Promise<string>((resolve) => {
    thread.once('error', ({ message }) => resolve(`the thread of the checks failed: ${message}`))
    thread.once('exit', (code) => resolve(`the thread of the checks ended with exit code ${code}`))
  })
  const saidEarly: FromWorker[] = []
  let hears = (message: FromWorker) => {
    saidEarly.push(message)
  }
  thread.on('message', (message: FromWorker) => hears(message))
  return {
    say: (message) => thread.postMessage(message),
    hear: (listener) => {
      hears = listener
      saidEarly.forEach(listener)
    },
    failed,
    close: async () => {
      await thread.terminate()
    },
  }
}

/** Node 22.8 and later keep compiled code between runs; a variable names the folder to a thread. */
function compileCache(): Readonly<Record<string, string>> {
  const { getCompileCacheDir } = module as { getCompileCacheDir?: () => string | undefined }
  const dir = getCompileCacheDir?.()
  return dir === undefined ? {} : { NODE_COMPILE_CACHE: dirname(dir) }
}
