// Makes one file of a TypeScript file and all it imports, once per state of the sources: hundreds of small
// files are pleasant to read and slow to load one by one.
import { createHash } from 'node:crypto'
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { writeWhole } from './write-whole.mjs'

/**
 * A file and all that it imports, as one function.
 * @typedef {object} Bundled
 * @property {string} file where it is kept, when that is possible
 * @property {string} text the function (as-function.mjs says what it takes and gives)
 * @property {string[]} imports the packages and modules of Node that it is to be given
 */

const root = fileURLToPath(new URL('..', import.meta.url))
const A_DAY_MS = 86_400_000
const cache = join(root, 'node_modules/.cache/post-deploy-smoke')

/** What makes bundles, and in which version, is a source of each. */
const MAKERS = ['load/bundle.mjs', 'load/as-function.mjs', 'package.json'].map((name) =>
  join(root, name),
)

/**
 * Gives the kept bundle while every source is as it was, else a new one.
 * @param {string} file the TypeScript file, absolute
 * @returns {Promise<Bundled>}
 */
export async function bundle(file) {
  const startedMs = Date.now()
  const entry = realpathSync(file)
  const name = `${relative(root, entry).replaceAll(/[^A-Za-z0-9]+/g, '-')}-${hash(entry)}`
  const kept = join(cache, `${name}.bundle.json`)
  const known = readKept(kept)
  if (known !== undefined) return known
  const [{ rolldown }, { asFunction }] = await Promise.all([
    import('rolldown'),
    import('./as-function.mjs'),
    forgetOld(),
  ])
  const build = await rolldown({
    input: entry,
    platform: 'node',
    treeshake: { moduleSideEffects: (id) => !/[/]node_modules[/](?:zod|jose)[/]/.test(id) },
    external: isPackage,
    plugins: [ownPlace],
    logLevel: 'silent',
  })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false })
  await build.close()
  const [{ code, moduleIds }] = output
  const read = moduleIds.filter((id) => id.startsWith('/'))
  const sources = stamps([...MAKERS, ...read])
  const { text, imports } = await asFunction(code)
  const keptAt = join(cache, `${name}-${hash(JSON.stringify(sources))}.js`)
  // What was saved meanwhile may have been read before or after.
  if (read.every((source) => statSync(source).mtimeMs < startedMs))
    try {
      // Two runs at once may make the same one; each writes it whole.
      writeWhole(keptAt, text)
      writeWhole(kept, JSON.stringify({ file: keptAt, imports, sources }))
    } catch {
      // A disk that is full or read-only costs the time to make it again, and not the run.
    }
  return { file: keptAt, text, imports }
}

/**
 * The kept bundle, when every source it was made of still has the same size and time. Asked synchronously:
 * hundreds of files one after the other take less time than hundreds of promises.
 * @param {string} kept
 * @returns {Bundled | undefined}
 */
function readKept(kept) {
  try {
    /** @type {{ file: string, imports: string[], sources: Record<string, string> }} */
    const { file, imports, sources } = JSON.parse(readFileSync(kept, 'utf8'))
    return Object.entries(sources).every(([source, known]) => stamp(source) === known)
      ? { file, text: readFileSync(file, 'utf8'), imports }
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
 * Other packages stay where npm put them.
 * @param {string} id
 */
function isPackage(id) {
  return !id.startsWith('.') && !id.startsWith('/') && !TAKEN_IN.test(id)
}

/** Not written out: this file is bundled itself, and the words are not to be replaced in it. */
const META = ['import', 'meta'].join('.')

/**
 * Every source goes on seeing its own place, not the bundle's.
 * @type {import('rolldown').Plugin}
 */
const ownPlace = {
  name: 'own-place',
  transform: {
    filter: { code: META },
    handler: (code, id) =>
      code
        .replaceAll(`${META}.url`, JSON.stringify(pathToFileURL(id).href))
        .replaceAll(`${META}.dirname`, JSON.stringify(dirname(id)))
        .replaceAll(`${META}.filename`, JSON.stringify(id)),
  },
}
