// Where the sources of the project lie, what is made of them, and in which state they are.
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** The folder of all that is kept between runs. */
export const cache = join(root, 'node_modules/.cache/post-deploy-smoke')

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

/**
 * The state of files: their sizes and times.
 * @param {string[]} files
 */
export function stamps(files) {
  return Object.fromEntries(files.map((file) => [file, stamp(file)]))
}

/**
 * The state of one file.
 * @param {string} file
 */
export function stamp(file) {
  const { size, mtimeMs } = statSync(file)
  return `${size} ${mtimeMs}`
}

/** @param {string} text */
export function hash(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
