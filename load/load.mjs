// Loads a TypeScript file and all it imports on any supported Node, and keeps the compiled code from one run
// to the next: Node 22 can do so with any module, Node 20 only with what is compiled here.
import { createRequire, isBuiltin } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'
import { bundle } from './bundle.mjs'
import { keepCode, readCode } from './kept-code.mjs'

const require = createRequire(import.meta.url)

/** A run that ends sooner (`--help`, a wrong flag) has compiled little that is worth keeping. */
const WORTH_KEEPING_MS = 200

/**
 * @param {string} file absolute
 * @returns {Promise<{ exports: any, keep: () => void }>} `keep` is for the end of a run: what was compiled until
 *   then need not be the next time
 */
export async function load(file) {
  const bundled = await bundle(file)
  const code = `${bundled.file}.${process.version}-${process.arch}.code`
  const cachedData = readCode(code)
  const startedMs = performance.now()
  const script = new Script(bundled.text, {
    filename: bundled.file,
    ...(cachedData && { cachedData }),
  })
  const given = await Promise.all(
    bundled.imports.map(async (name) => /** @type {const} */ ([name, await give(name, file)])),
  )
  return {
    exports: await script.runInThisContext()(
      Object.fromEntries(given),
      (/** @type {string} */ name) => import(name),
      import.meta,
    ),
    keep: () => {
      const isKept = cachedData !== undefined && script.cachedDataRejected !== true
      if (!isKept && performance.now() - startedMs >= WORTH_KEEPING_MS)
        keepCode(code, script.createCachedData())
    },
  }
}

/**
 * A module of Node's own is given as `require` has it, which takes a third of the time. A package that the
 * project does not have may be one of a contract's own, that lies elsewhere.
 * @param {string} name
 * @param {string} file
 */
async function give(name, file) {
  if (!isBuiltin(name))
    return import(name).catch((error) => {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
      return import(pathToFileURL(createRequire(file).resolve(name)).href)
    })
  const own = require(name)
  return Object.create(own, { default: { value: own } })
}
