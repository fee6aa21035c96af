// Makes a few ES modules of a TypeScript file and all it imports, once per state of the sources: hundreds of small
// files are pleasant to read and slow to load one by one. What is imported on demand is a module of its own, which
// only those who need it load.
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, utimesSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { cache, hash, root, sourceOrBuilt, stamp, stamps } from './sources.mjs'
import { writeWhole } from './write-whole.mjs'

const A_DAY_MS = 86_400_000

/** The code that makes bundles, and its version, are sources of each bundle. */
const MAKERS = ['load/bundle.mjs', 'load/build.mjs', 'package.json'].map((name) => join(root, name))

/** The command and the thread of its checks: one build makes both, and they share modules. */
const COMMAND = join(root, 'smoke.ts')
const STARTED_TOGETHER = [COMMAND, join(root, 'runner/worker.ts')]

/**
 * Gives the module of a file from the kept bundle while every source is as it was, else from a new one.
 * @param {string} file the TypeScript file, absolute
 * @returns {Promise<string>} the module, absolute; it may import others of its bundle as long as the process runs
 */
export async function bundle(file) {
  const held = sourceOrBuilt(file)
  if (held !== file) return held
  const entry = realpathSync(file)
  const entries = STARTED_TOGETHER.includes(entry) ? STARTED_TOGETHER : [entry]
  const first = entries === STARTED_TOGETHER ? COMMAND : entry
  const name = `${relative(root, first).replaceAll(/[^A-Za-z0-9]+/g, '-')}-${hash(first)}`
  const kept = join(cache, `${name}.bundle.json`)
  const modules =
    (entry === first ? undefined : running) ?? readKept(kept) ?? (await make(entries, name, kept))
  if (first === COMMAND) running = modules
  return moduleOf(modules, entry)
}

/**
 * The modules of the command that runs: the thread of its checks gets the same ones, whatever is saved meanwhile.
 * @type {Record<string, string> | undefined}
 */
let running

/**
 * @param {string[]} entries
 * @param {string} name of the bundle
 * @param {string} kept the file that names its modules
 */
async function make(entries, name, kept) {
  const startedMs = Date.now()
  const { build } = await import('./build.mjs')
  const [chunks] = await Promise.all([build(entries), forgetUnused()])
  const read = chunks.flatMap(({ moduleIds }) => moduleIds.filter((id) => id.startsWith('/')))
  const sources = stamps([...MAKERS, ...read])
  // A source that was saved meanwhile may have been read before or after.
  if (read.every((source) => statSync(source).mtimeMs < startedMs))
    try {
      const folder = join(cache, `${name}-${hash(JSON.stringify(sources))}`)
      const modules = writeChunks(chunks, folder)
      // It names the modules once they are all written. Two runs at once may make the same one; each writes it whole.
      writeWhole(kept, JSON.stringify({ folder, modules, sources }))
      return modules
    } catch {
      // A disk that is full or read-only costs the time to make it again, and not the run.
    }
  const folder = mkdtempSync(join(tmpdir(), 'post-deploy-smoke-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return writeChunks(chunks, folder)
}

/**
 * @param {import('rolldown').OutputChunk[]} chunks
 * @param {string} folder
 * @returns {Record<string, string>} the module of each entry
 */
function writeChunks(chunks, folder) {
  for (const { fileName, code } of chunks) writeWhole(join(folder, fileName), code)
  const entries = chunks.filter(({ isEntry }) => isEntry)
  return Object.fromEntries(
    entries.map(({ facadeModuleId, fileName }) => [facadeModuleId, join(folder, fileName)]),
  )
}

/**
 * @param {Record<string, string>} modules
 * @param {string} entry
 */
function moduleOf(modules, entry) {
  const module = modules[entry]
  if (module === undefined) throw new Error(`no module was made of ${entry}`)
  return module
}

/**
 * The kept module of each entry, when every source it was made of still has the same size and time. Asked synchronously:
 * hundreds of files one after the other take less time than hundreds of promises.
 * @param {string} kept
 */
function readKept(kept) {
  try {
    /** @type {{ folder: string, modules: Record<string, string>, sources: Record<string, string> }} */
    const { folder, modules, sources } = JSON.parse(readFileSync(kept, 'utf8'))
    const isAsItWas = Object.entries(sources).every(([source, known]) => stamp(source) === known)
    if (!isAsItWas || !Object.values(modules).every((module) => statSync(module).isFile()))
      return undefined
    markUsed(folder)
    return modules
  } catch {
    return undefined
  }
}

/**
 * The time of a bundle says when it was last used.
 * @param {string} folder
 */
function markUsed(folder) {
  const now = new Date()
  try {
    utimesSync(folder, now, now)
  } catch {
    // In an image the bundle belongs to another user, or its disk is read-only: no run forgets it there.
  }
}

/** Removes the bundles that no run has used for a day; a run that needs one makes it again. */
async function forgetUnused() {
  for (const name of await readdir(cache).catch(() => [])) {
    const { mtimeMs } = await stat(join(cache, name)).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > A_DAY_MS)
      await rm(join(cache, name), { recursive: true, force: true }).catch(() => undefined)
  }
}
