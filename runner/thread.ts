import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { init, runBaseTests, setupEnvironment } from 'vitest/worker'
import { type ForThread, openMailbox } from './mailbox.ts'
import { register } from './register.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Registers the suites of this run, once the thread has its briefing. */
    registerSuites: () => Promise<void>
  }
}

type State = Parameters<typeof runBaseTests>[1]

/**
 * The thread of the checks. It loads every suite while the command still loads the runner, and then works for
 * it as the runner's own threads do (https://vitest.dev/guide/advanced/pool).
 */
export async function main(): Promise<number> {
  const port = parentPort
  if (port === null) throw new Error('runs in a thread only')
  const mailbox = openMailbox((workerData as ForThread).mail)
  const registerSuites = async () => {
    const briefing = await mailbox.briefing
    if (briefing !== undefined) await register(briefing, mailbox.stop)
  }
  const withSuites = (state: State): State => ({
    ...state,
    providedContext: { ...state.providedContext, registerSuites },
  })
  const ended = once(port, 'close')
  init({
    post: (message) => port.postMessage(message),
    on: (listener) => port.on('message', listener),
    off: (listener) => port.off('message', listener),
    setup: setupEnvironment,
    runTests: (state, traces) => runBaseTests('run', withSuites(state), traces),
    collectTests: (state, traces) => runBaseTests('collect', withSuites(state), traces),
    teardown: () => {
      mailbox.close()
      port.close()
    },
  })
  await ended
  return 0
}
