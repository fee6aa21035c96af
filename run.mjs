// Runs the `main` of a TypeScript file on any supported Node, with the Vite that vitest brings along:
//   node run.mjs FILE [ARGUMENT…]
import module from 'node:module'

// Node 22.8 and later keep compiled code between runs; older ones do without.
module.enableCompileCache?.()

const { runnerImport } = await import('vite')
const [file = 'smoke.ts', ...flags] = process.argv.slice(2)
const { module: loaded } = await runnerImport(new URL(file, import.meta.url).pathname, {
  configFile: false,
  root: new URL('.', import.meta.url).pathname,
  logLevel: 'error',
})
process.exitCode = await loaded.main(flags)
