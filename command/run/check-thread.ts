import { setTimeout as sleep } from 'node:timers/promises'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { PoolRunnerInitializer, WorkerResponse } from 'vitest/node'
import type { ForThread, Mail } from '../../runner/mailbox.ts'
import { processEnv } from '../target/process-env.ts'
import { root } from '../target/root.ts'

/** The thread of the checks (runner/thread.ts), from the command's side. */
export interface CheckThread {
  /** What is posted before the thread listens is kept for it. */
  post(mail: Mail): void
  /** Gives the thread to the runner, as the only one that it has. */
  readonly pool: PoolRunnerInitializer
  /** Ends the thread in any phase; a runner that uses it gets an error, unless the runner ended it. */
  close(): Promise<void>
}

const NAME = 'smoke'

/** Grace period between "stopped" and `terminate()`. */
const EXIT_GRACE_MS = 250

/** Wait this long for the thread to load: terminating it while rolldown runs can crash the process. */
const LOADING_MS = 2_000

/**
 * Starts the thread. The runner would start one of its own, but only when it is loaded itself, and loading
 * either is a good part of a short run: so they load at the same time.
 */
export function startCheckThread(): CheckThread {
  const { port1: post, port2: mail } = new MessageChannel()
  const thread = new Worker(`${root}run.mjs`, {
    argv: ['runner/thread.ts'],
    env: { ...processEnv, NODE_ENV: 'test', VITEST: 'true' },
    workerData: { mail } satisfies ForThread,
    transferList: [mail],
  })
  let phase: 'running' | 'stopping' = 'running'
  const loaded = new Promise<void>((resolve) => post.once('message', () => resolve()))
  post.unref()
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()))
  const failed = new Promise<Error>((resolve) => {
    thread.once('error', ({ message }) =>
      resolve(new Error(`the thread of the checks failed: ${message}`)),
    )
    thread.once('exit', (code) =>
      resolve(new Error(`the thread of the checks ended with exit code ${code}`)),
    )
  })
  return {
    post: (letter) => post.postMessage(letter),
    close: async () => {
      await Promise.race([loaded, ended, sleep(LOADING_MS, undefined, { ref: false })])
      post.close()
      await thread.terminate()
    },
    pool: {
      name: NAME,
      createPoolWorker: () => ({
        name: NAME,
        start: async () => {},
        send: (message) => {
          if (message.type === 'stop') phase = 'stopping'
          thread.postMessage(message)
        },
        on: (event, listener) => {
          if (event === 'message') {
            thread.on('message', listener)
            // The runner would wait a minute for the answer of a thread that is no more.
            void failed.then((error) => listener(lastWord(phase, error)))
          }
          // A stopped thread may end; the runner no longer listens for errors.
          if (event === 'error')
            void failed.then((error) => {
              if (phase === 'running') listener(error)
            })
        },
        off: (event, listener) => {
          thread.off(event, listener)
        },
        deserialize: (message) => message,
        stop: async () => {
          phase = 'stopping'
          const overdue = setTimeout(() => void thread.terminate(), EXIT_GRACE_MS)
          await ended
          clearTimeout(overdue)
        },
      }),
    },
  }
}

/** The message that the runner waits for: the thread could not start, or it stopped. */
function lastWord(phase: 'running' | 'stopping', error: Error): WorkerResponse {
  return phase === 'running'
    ? { __vitest_worker_response__: true, type: 'started', error }
    : { __vitest_worker_response__: true, type: 'stopped' }
}
