// The worker of the checks: what vitest's own threads do (https://vitest.dev/guide/advanced/pool), started before
// vitest is loaded. So it loads the suites while the command loads vitest.
import { parentPort } from 'node:worker_threads'
import { init, runBaseTests, setupEnvironment } from 'vitest/worker'
import { registerChecks } from './register-checks.ts'
import { deserialize, type WorkerInput } from './worker-input.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Provided by the command. */
    workerInput: WorkerInput
    /** Provided by the worker: registers the checks of its input with vitest. */
    registerChecks: () => void
  }
}

type State = Parameters<typeof runBaseTests>[1]

const port = parentPort
if (port === null) throw new Error('runs in a thread only')
init({
  post: (message) => port.postMessage(message),
  on: (listener) => port.on('message', listener),
  off: (listener) => port.off('message', listener),
  setup: setupEnvironment,
  runTests: (state, traces) => runBaseTests('run', withChecks(state), traces),
  collectTests: (state, traces) => runBaseTests('collect', withChecks(state), traces),
  teardown: () => port.close(),
})

function withChecks(state: State): State {
  const stop = new AbortController()
  state.onCancel(() => stop.abort())
  let redact = (text: string) => text
  const register = () => {
    const input = state.providedContext.workerInput
    if (input.stop === 'asked') stop.abort()
    redact = registerChecks(deserialize(input), stop.signal).redact
  }
  return {
    ...state,
    providedContext: { ...state.providedContext, registerChecks: register },
    rpc: redacting(state.rpc, (text) => redact(text)),
  }
}

/** An error beside the checks is redacted here, where every token is known that the run has obtained. */
function redacting(rpc: State['rpc'], redact: (text: string) => string): State['rpc'] {
  const report = async (error: unknown, type: string) => {
    const { name = 'Error', message = String(error) } = Object(error) as Partial<Error>
    await rpc.onUnhandledError({ name, message: redact(message) }, type)
  }
  const onUnhandledError = Object.assign(report, { asEvent: report })
  return new Proxy(rpc, {
    get: (target, name, receiver) =>
      name === 'onUnhandledError' ? onUnhandledError : Reflect.get(target, name, receiver),
  })
}
