// Makes the modules of a bundle; loaded only where one is to be made, since the bundler takes a while to load.
import { createRequire, isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { root, sourceOrBuilt } from './sources.mjs'

/**
 * One module for each entry, one for what is imported on demand, and those that they share.
 * @param {string[]} entries
 * @returns {Promise<import('rolldown').OutputChunk[]>}
 */
export async function build(entries) {
  const made = await rolldown({
    input: entries,
    platform: 'node',
    treeshake: { moduleSideEffects: (id) => !/[/]node_modules[/](?:zod|jose)[/]/.test(id) },
    plugins: [packages, ownPlace],
    logLevel: 'silent',
  })
  const { output } = await made.generate({
    format: 'esm',
    entryFileNames: '[name]-[hash].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    // Node 20 reads all of it in every run.
    comments: false,
  })
  await made.close()
  return output.filter((part) => part.type === 'chunk')
}

/** Packages that load quicker as part of the bundle, with what is not used left out. */
const TAKEN_IN =
  /^(?:zod|jose|dotenv|undici|ws|@vitest\/(?:runner|utils|pretty-format)|pathe|tinyrainbow)(?:\/|$)/

/**
 * Other packages stay where npm put them, and are named by their place: the bundle lies elsewhere. One that the
 * project does not have may lie beside the file that imports it, as a contract's own.
 * @type {import('rolldown').Plugin}
 */
const packages = {
  name: 'packages',
  resolveId(id, importer) {
    if (isBuiltin(id)) return { id, external: true }
    // A contract imports this suite by its name, wherever the contract lies.
    if (id === 'post-deploy-smoke') return ownExports()
    // The loader looks for packages from where it lies.
    if (id.endsWith('/load/load.mjs'))
      return { id: new URL('load.mjs', import.meta.url).href, external: true }
    if (id.startsWith('.') || id.startsWith('/') || importer === undefined || TAKEN_IN.test(id))
      return undefined
    return { id: placeOf(id, importer), external: true }
  },
}

function ownExports() {
  const source = join(root, 'index.ts')
  const held = sourceOrBuilt(source)
  return held === source ? { id: source } : { id: pathToFileURL(held).href, external: true }
}

/**
 * @param {string} id
 * @param {string} importer
 */
function placeOf(id, importer) {
  try {
    return import.meta.resolve(id)
  } catch {
    try {
      return pathToFileURL(createRequire(importer).resolve(id)).href
    } catch {
      // An optional package that is not installed: importing it says so.
      return id
    }
  }
}

/**
 * Every source goes on seeing its own place, not the bundle's.
 * @type {import('rolldown').Plugin}
 */
const ownPlace = {
  name: 'own-place',
  transform: {
    filter: { code: 'import.meta' },
    handler: (code, id) =>
      code
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)))
        .replaceAll('import.meta.filename', JSON.stringify(id)),
  },
}
