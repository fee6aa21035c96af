// The worker of the checks: vitest's runner in a thread of its own, so that neither a check that keeps its thread busy
// nor one that crashes takes the command with it.
import { setFlagsFromString } from 'node:v8'
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
  tuneV8()
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

/**
 * Flags of V8 for a run of seconds, by `npm run bench`: set once everything is loaded, since V8 takes no code from its cache
 * where a flag differs, which costs 0.1 s at the start.
 *
 * V8 lets the heap grow to its limit though most of that is garbage: collecting from two fifths of the way on, a run of 1,000
 * routes needs 10 to 15 MB less (Node 20 to 26). It optimises WebAssembly, the parser of HTTP: without that a run of ten
 * routes ends 0.05 to 0.1 s earlier, since the process waits for its compilers, and needs 30 MB less on Node 20, 12 MB on 22.
 * On Node 20 (V8 11.3) it optimises what has run some hundred times, and a run is over before that pays: with six times the
 * patience the run of 1,000 routes costs an eighth less CPU.
 */
function tuneV8(): void {
  setFlagsFromString('--incremental-marking-soft-trigger=40')
  setFlagsFromString('--liftoff-only')
  if (process.versions.v8.startsWith('11.3.')) setFlagsFromString('--interrupt-budget=400000')
}
