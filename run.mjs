// Runs the `main` of a TypeScript file on any supported Node:
//   node run.mjs FILE [ARGUMENT…]
import module from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

// Node 22.8 and later keep compiled code between runs; older ones do without.
if ('enableCompileCache' in module) /** @type {() => void} */ (module.enableCompileCache)()

// Two flags of Node 20 (V8 11.3), by `npm run bench`; later versions lack the first, and take no notice of the second.
// It optimises what has run some hundred times, and a run is over before that pays: with six times the patience a run of
// 1,000 routes costs an eighth less CPU. And it lets the old generation grow to some 60 MB before it collects it the first
// time, though most of that is garbage: from 12 MB on, the same run needs 20 MB less and the same CPU.
if (process.versions.v8.startsWith('11.3.'))
  for (const flag of ['--interrupt-budget=400000', '--initial-old-space-size=12'])
    setFlagsFromString(flag)

// Until the command itself listens, a signal ends it with the exit code of an interrupted run. What takes time to load
// is loaded after that: a signal that comes earlier ends the process without an exit code.
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
const interrupted = () => process.exit(130)
for (const name of SIGNALS) process.on(name, interrupted)

const { load } = await import('./load/load.mjs')
const [file = 'smoke.ts', ...flags] = process.argv.slice(2)
const { main } = await load(resolve(fileURLToPath(new URL('.', import.meta.url)), file))
const running = main(flags)
for (const name of SIGNALS) process.off(name, interrupted)
const exitCode = await running
// Everything is printed and written: a signal that comes now changes nothing, and no timer of a library is waited for.
process.exit(exitCode)
