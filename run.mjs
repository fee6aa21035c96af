// Runs the `main` of a TypeScript file on any supported Node:  node run.mjs FILE [ARGUMENT…]
import module from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'

// Node 22.8 and later keep compiled code between runs; older ones do without.
if ('enableCompileCache' in module) /** @type {() => void} */ (module.enableCompileCache)()

const [file = 'smoke.ts', ...flags] = process.argv.slice(2)
const bundled = await bundle(resolve(fileURLToPath(new URL('.', import.meta.url)), file))
const { main } = await import(pathToFileURL(bundled).href)
process.exitCode = await main(flags)
