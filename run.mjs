// Runs the `main` of a TypeScript file on any supported Node:
//   node run.mjs FILE [ARGUMENT…]
import module from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

// Node 22.8 and later keep compiled code between runs; older ones do without.
if ('enableCompileCache' in module) /** @type {() => void} */ (module.enableCompileCache)()

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
await Promise.all([process.stdout, process.stderr].map(printed))
// Everything is printed and written: a signal that comes now changes nothing, and no timer of a library is waited for.
process.exit(exitCode)

/**
 * Resolves when what was written to the stream has left: a pipe takes 64 KiB at a time, and the rest as it is read. Where
 * nobody reads it any more, nothing is waited for.
 * @param {NodeJS.WriteStream} stream
 */
function printed(stream) {
  return new Promise((resolve) => {
    stream.once('error', resolve)
    stream.write('', resolve)
  })
}
