import { lstat, rename } from 'node:fs/promises'

/** Moves the file that an earlier run left at the path, and says where it is now; an empty text if there is none. */
export async function setAside(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined)
  if (found === undefined) return ''
  const when = `of ${found.mtime.toISOString()}`
  if (!found.isFile()) return '; something else of that name is in its place'
  try {
    await rename(path, `${path}.previous`)
    return `; the report of an earlier run, ${when}, is now ${path}.previous`
  } catch {
    return `; the file of that name is an earlier run's, ${when}`
  }
}
