import module from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PoolWorker } from 'vitest/node'
import { bundle } from '../../load/load.mjs'
import { processEnv } from '../target/process-env.ts'
import { root } from '../target/root.ts'

/**
 * Starts the worker of the checks (runner/worker.ts). vitest's own pool starts one only when vitest is loaded itself,
 * and loading either is a good part of a short run: so they load at the same time, and vitest's pool is given the
 * worker as the only one it has.
 */
export async function startCheckWorker(): Promise<PoolWorker> {
  const file = await bundle(`${root}runner/worker.ts`)
  const thread = new Worker(file, {
    env: { ...processEnv, NODE_ENV: 'test', VITEST: 'true', ...compileCache() },
  })
  let phase: 'running' | 'stopping' = 'running'
  const failed = new Promise<Error>((resolve) => {
    thread.once('error', ({ message }) =>
      resolve(new Error(`the thread of the checks failed: ${message}`)),
    )
    thread.once('exit', (code) =>
      resolve(new Error(`the thread of the checks ended with exit code ${code}`)),
    )
  })
  return {
    name: 'smoke',
    start: async () => {},
    send: (message) => thread.postMessage(message),
    deserialize: (message) => message,
    on: (event, listener) => {
      if (event === 'message') thread.on('message', listener)
      // The thread may have failed before vitest listened. A thread that is stopped ends with an exit code too.
      if (event === 'error')
        void failed.then((error) => {
          if (phase === 'running') listener(error)
        })
    },
    off: (event, listener) => {
      thread.off(event, listener)
    },
    stop: async () => {
      phase = 'stopping'
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
