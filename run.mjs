// Runs the `main` of a TypeScript file on any supported Node, in a process or a thread:
//   node run.mjs FILE [ARGUMENT…]
import module from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'
import { load } from './load/load.mjs'

// Node 22.8 and later keep compiled code between runs; older ones do without.
if ('enableCompileCache' in module) /** @type {() => void} */ (module.enableCompileCache)()

// The runner forbids it to its threads.
const exit = process.exit.bind(process)

// Until the command itself listens, a signal ends it with the exit code of an interrupted run.
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
const interrupted = () => process.exit(130)
for (const name of SIGNALS) process.on(name, interrupted)

const [file = 'smoke.ts', ...flags] = process.argv.slice(2)
const { main } = await load(resolve(fileURLToPath(new URL('.', import.meta.url)), file))
const running = main(flags)
for (const name of SIGNALS) process.off(name, interrupted)
process.exitCode = await running
// All is told and written: a signal that comes now changes nothing.
for (const name of SIGNALS) process.on(name, () => {})
// A thread would still wait for whatever timer a library has set.
if (!isMainThread) exit()
