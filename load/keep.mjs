// Keeps a value between runs that is read in less time than it is made.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cache, hash, root, stamps } from './sources.mjs'
import { writeWhole } from './write-whole.mjs'

/**
 * Gives the value that is kept of the same input, else makes it, and keeps it.
 * @template T
 * @param {object} about
 * @param {string} about.name what it is, the beginning of its file's name
 * @param {unknown} about.input plain data that it is made of
 * @param {string[]} about.madeBy files and folders of the project whose code makes it; one that does not exist makes nothing
 * @param {() => Promise<T | undefined>} make gives plain data; undefined is not kept
 * @returns {Promise<T | undefined>}
 */
export async function keep({ name, input, madeBy }, make) {
  const state = JSON.stringify([input, stamps(madeBy.flatMap(filesOf))])
  const file = join(cache, `${name}-${hash(state)}.json`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // It is made for the first time.
  }
  const value = await make()
  try {
    if (value !== undefined) writeWhole(file, JSON.stringify(value))
  } catch {
    // A disk that is full or read-only costs the time to make it again, and not the run.
  }
  return value
}

/** @param {string} name */
function filesOf(name) {
  const path = join(root, name)
  try {
    const inside = readdirSync(path, { recursive: true, withFileTypes: true })
    // Node 24 has no `path` in its place any more.
    return inside.flatMap((one) => (one.isFile() ? [join(one.parentPath, one.name)] : []))
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code === 'ENOTDIR') return [path]
    if (code === 'ENOENT') return []
    throw error
  }
}
