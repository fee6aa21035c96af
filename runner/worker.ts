// The worker of the checks: vitest's runner in a thread of its own, so that neither a check that keeps its thread busy
// nor one that crashes takes the command with it.
import { parentPort } from 'node:worker_threads'
import { startTests } from '@vitest/runner'
import { collect, registerChecks, runnerSettings } from './register-checks.ts'
import { deserialize, type FromWorker, type ToWorker, type WorkerInput } from './worker-messages.ts'

const port = parentPort
if (port === null) throw new Error('runs in a thread only')
const say = (message: FromWorker) => port.postMessage(message)
const stop = new AbortController()
let redact = (text: string) => text

/** An error beside the checks is redacted here, where every token is known that the run has obtained. */
function crashed(error: unknown): void {
  const { message = String(error) } = Object(error) as Partial<Error>
  say({ kind: 'crashed', message: redact(message) })
}
process.on('uncaughtException', crashed)
process.on('unhandledRejection', crashed)

port.on('message', (message: ToWorker) => {
  if (message.kind === 'stop') stop.abort()
  else void run(message.input)
})

async function run(input: WorkerInput): Promise<void> {
  const positions = new Map<string, number>()
  const files = await startTests(['checks'], {
    config: runnerSettings,
    // There is no file to import: the suites are in this thread already.
    importFile: () => {
      redact = registerChecks(deserialize(input), stop.signal).redact
    },
    onCollected: (collected) => {
      for (const { id } of collected.flatMap(({ tasks }) => tasks))
        positions.set(id, positions.size)
      say({ kind: 'planned', checks: positions.size })
    },
    onBeforeTryTask: ({ id, name, meta }) => say({ kind: 'begun', id: meta.smoke?.id ?? id, name }),
    onAfterRetryTask: (test) => {
      const check = collect(test, positions.get(test.id) ?? 0, input.startedAtMs)
      say({ kind: 'ended', check, sent: test.meta.smoke?.sent ?? [] })
    },
  })
  for (const { result } of files) result?.errors?.forEach(crashed)
  say({ kind: 'finished' })
}
