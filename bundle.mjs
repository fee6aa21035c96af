// Turns a TypeScript file and all it imports into plain modules that any supported Node runs, once per
// state of the sources: hundreds of small files are pleasant to read and slow to load one by one.
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const A_DAY_MS = 86_400_000
const cache = join(root, 'node_modules/.cache/post-deploy-smoke')

/**
 * Gives the path of the bundled file: the kept one while every source is as it was, else a new one.
 * @param {string} file the TypeScript file, absolute
 * @returns {Promise<string>}
 */
export async function bundle(file) {
  const kept = join(
    cache,
    `${relative(root, file).replaceAll(/[^A-Za-z0-9]+/g, '-')}-${hash(file)}.json`,
  )
  const known = readKept(kept)
  if (known !== undefined) return known
  const { rolldown } = await import('rolldown')
  await forgetOld()
  const build = await rolldown({
    input: file,
    platform: 'node',
    treeshake: { moduleSideEffects: (id) => !/[/]node_modules[/](?:zod|jose)[/]/.test(id) },
    external: isPackage,
    plugins: [ownUrl],
    logLevel: 'silent',
  })
  const scratch = join(cache, `new-${process.pid}-${Date.now()}`)
  const { output } = await build.write({
    dir: scratch,
    format: 'esm',
    entryFileNames: 'main.mjs',
    chunkFileNames: '[name]-[hash].mjs',
  })
  await build.close()
  const sources = stamps(
    output
      .flatMap((part) => ('moduleIds' in part ? part.moduleIds : []))
      .filter((id) => id.startsWith('/')),
  )
  const dir = join(cache, hash(JSON.stringify(sources)))
  // Two runs at once may make the same one; whoever is later finds it there.
  await rename(scratch, dir).catch(() => rm(scratch, { recursive: true, force: true }))
  await writeWhole(kept, JSON.stringify({ main: join(dir, 'main.mjs'), sources }))
  return join(dir, 'main.mjs')
}

/**
 * The kept bundle, when every source it was made of still has the same size and time. Asked synchronously:
 * hundreds of files one after the other take less time than hundreds of promises.
 * @param {string} kept
 * @returns {string | undefined}
 */
function readKept(kept) {
  try {
    /** @type {{ main: string, sources: Record<string, string> }} */
    const { main, sources } = JSON.parse(readFileSync(kept, 'utf8'))
    statSync(main)
    return Object.entries(sources).every(([file, known]) => stamp(file) === known)
      ? main
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
      await rm(join(cache, name), { recursive: true, force: true })
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

/**
 * @param {string} file
 * @param {string} text
 */
async function writeWhole(file, text) {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.${process.pid}`, text)
  await rename(`${file}.${process.pid}`, file)
}

/** @param {string} text */
function hash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Packages of plain modules that load quicker as part of the bundle, with what is not used left out. */
const TAKEN_IN = /^(?:zod|jose|dotenv)(?:\/|$)/

/**
 * Other packages stay where npm put them.
 * @param {string} id
 */
function isPackage(id) {
  return !id.startsWith('.') && !id.startsWith('/') && !TAKEN_IN.test(id)
}

/**
 * Every source goes on seeing its own place, not the bundle's.
 * @type {import('rolldown').Plugin}
 */
const ownUrl = {
  name: 'own-url',
  transform: {
    filter: { code: 'import.meta.url' },
    handler: (code, id) =>
      code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
  },
}
