// Loads a TypeScript file and all it imports on any supported Node. Node 22.8 and later keep its compiled code between
// runs (run.mjs); Node 20 compiles it each time, which costs some 20 ms.
import { pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'
import { sourceOrBuilt } from './sources.mjs'

export { keep } from './keep.mjs'
export { bundle, sourceOrBuilt }

/**
 * @param {string} file absolute
 * @returns {Promise<any>} what the file exports
 * @throws what the file or the bundler throws: it is missing, it is no TypeScript, it fails while it runs
 */
export async function load(file) {
  return await import(pathToFileURL(await bundle(file)).href)
}
