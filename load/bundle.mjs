// Makes one file of a TypeScript file and all it imports, once per state of the sources: hundreds of small
// files are pleasant to read and slow to load one by one.
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { createRequire, isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { writeWhole } from './write-whole.mjs'

/**
 * A file and all that it imports, as one ES module.
 * @typedef {object} Bundled
 * @property {string} file the module
 * @property {() => void} release removes the module, where it could not be kept; call it once it is imported
 */

const root = fileURLToPath(new URL('..', import.meta.url))
const A_DAY_MS = 86_400_000
const cache = join(root, 'node_modules/.cache/post-deploy-smoke')

/**
 * The module that prepack.mjs makes of a source.
 * @param {string} file the TypeScript file, absolute
 */
export function builtOf(file) {
  const name = relative(root, file).replace(/\.ts$/, '').replaceAll('/', '-')
  return join(root, 'dist', `${name}.mjs`)
}

/**
 * A file, or in a package, which holds no sources, the module that was made of it. A clone may hold a module of
 * yesterday, which nothing reads.
 * @param {string} file absolute
 */
export function sourceOrBuilt(file) {
  const built = builtOf(file)
  return !existsSync(file) && existsSync(built) ? built : file
}

/** What makes bundles, and in which version, is a source of each. */
const MAKERS = ['load/bundle.mjs', 'package.json'].map((name) => join(root, name))

/**
 * Gives the kept bundle while every source is as it was, else a new one.
 * @param {string} file the TypeScript file, absolute
 * @returns {Promise<Bundled>}
 */
export async function bundle(file) {
  const startedMs = Date.now()
  const held = sourceOrBuilt(file)
  if (held !== file) return { file: held, release: () => {} }
  const entry = realpathSync(file)
  const name = `${relative(root, entry).replaceAll(/[^A-Za-z0-9]+/g, '-')}-${hash(entry)}`
  const kept = join(cache, `${name}.bundle.json`)
  const known = readKept(kept)
  if (known !== undefined) return known
  const [{ rolldown }] = await Promise.all([import('rolldown'), forgetOld()])
  const build = await rolldown({
    input: entry,
    platform: 'node',
    treeshake: { moduleSideEffects: (id) => !/[/]node_modules[/](?:zod|jose)[/]/.test(id) },
    plugins: [packages, ownPlace],
    logLevel: 'silent',
  })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false })
  await build.close()
  const [{ code, moduleIds }] = output
  const read = moduleIds.filter((id) => id.startsWith('/'))
  const sources = stamps([...MAKERS, ...read])
  const keptAt = join(cache, `${name}-${hash(JSON.stringify(sources))}.mjs`)
  // What was saved meanwhile may have been read before or after.
  if (read.every((source) => statSync(source).mtimeMs < startedMs))
    try {
      // Two runs at once may make the same one; each writes it whole.
      writeWhole(keptAt, code)
      writeWhole(kept, JSON.stringify({ file: keptAt, sources }))
      return { file: keptAt, release: () => {} }
    } catch {
      // A disk that is full or read-only costs the time to make it again, and not the run.
    }
  return onlyNow(code)
}

/**
 * A bundle for this run alone.
 * @param {string} code
 * @returns {Bundled}
 */
function onlyNow(code) {
  const folder = mkdtempSync(join(tmpdir(), 'post-deploy-smoke-'))
  const file = join(folder, 'bundle.mjs')
  writeWhole(file, code)
  return { file, release: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * The kept bundle, when every source it was made of still has the same size and time. Asked synchronously:
 * hundreds of files one after the other take less time than hundreds of promises.
 * @param {string} kept
 * @returns {Bundled | undefined}
 */
function readKept(kept) {
  try {
    /** @type {{ file: string, sources: Record<string, string> }} */
    const { file, sources } = JSON.parse(readFileSync(kept, 'utf8'))
    return Object.entries(sources).every(([source, known]) => stamp(source) === known) &&
      statSync(file).isFile()
      ? { file, release: () => {} }
      : undefined
  } catch {
    return undefined
  }
}

/** Bundles of yesterday's sources; whoever still needs one makes it again. */
async function forgetOld() {
  for (const name of await readdir(cache).catch(() => [])) {
    const { mtimeMs } = await stat(join(cache, name)).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > A_DAY_MS)
      await rm(join(cache, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

/** @param {string[]} files */
function stamps(files) {
  return Object.fromEntries(files.map((file) => [file, stamp(file)]))
}

/** @param {string} file */
function stamp(file) {
  const { size, mtimeMs } = statSync(file)
  return `${size} ${mtimeMs}`
}

/** @param {string} text */
function hash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Packages that load quicker as part of the bundle, with what is not used left out. */
const TAKEN_IN = /^(?:zod|jose|dotenv|undici|ws)(?:\/|$)/

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
      // An optional package that nobody has installed: importing it says so.
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
