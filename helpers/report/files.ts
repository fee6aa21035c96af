import { randomBytes } from 'node:crypto'
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface ReportFile {
  readonly name: string
  readonly text: string
}

export interface WrittenReports {
  /** Paths of the reports that are there, whole. */
  readonly written: readonly string[]
  /** Names of those that are not, and why; and the state of an earlier run's report of that name. */
  readonly failed: readonly { readonly name: string; readonly why: string }[]
}

/**
 * Writes each report whole or not at all. Where that fails, an earlier run's report of that name is set aside whole, as
 * `NAME.previous`: nobody may take it for this run's.
 */
export async function writeReports(
  dir: string,
  files: readonly ReportFile[],
): Promise<WrittenReports> {
  await makeFolder(dir).catch(() => {
    // Writing into it says what is wrong, for each report.
  })
  const results = await Promise.all(
    files.map(async ({ name, text }) => ({
      name,
      path: join(dir, name),
      why: await write(join(dir, name), text),
    })),
  )
  return {
    written: results.flatMap(({ path, why }) => (why === undefined ? [path] : [])),
    failed: results.flatMap(({ name, why }) => (why === undefined ? [] : [{ name, why }])),
  }
}

/** Writes a report; gives why it could not be written. */
async function write(path: string, text: string): Promise<string | undefined> {
  try {
    await writeWhole(path, text)
    await rm(`${path}.previous`, { force: true }).catch(() => {})
    return undefined
  } catch (error) {
    return `${whyNotWritten(error)}${await setAside(path)}`
  }
}

/** Writes a file whole or not at all: to a file beside it, flushed to disk, then renamed. Rejects with the system's error. */
export async function writeWhole(path: string, text: string, mode = 0o666): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}.tmp`
  try {
    const file = await open(beside, 'wx', mode)
    try {
      await file.writeFile(text, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw error
  }
}

/** Moves the file that an earlier run left at the path, and says where it is now; an empty text if there is none. */
async function setAside(path: string): Promise<string> {
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

/**
 * Makes a folder and those above it that are missing; one that is there already, or that another run makes at
 * the same time, is left as it is. Node's own `recursive` never returns where a folder answers ENOENT to
 * whatever is made in it, as those of /proc do. Rejects with the system's error.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await makeOne(path)
  }
}

async function makeOne(path: string): Promise<void> {
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file, not a directory',
  EEXIST: 'a part of the path is a file, not a directory',
  EISDIR: 'a directory of that name is in its place',
  ENOENT: 'the directory does not exist',
  EMFILE: 'too many files are open',
  EFBIG: 'the file is larger than allowed',
}

/** Why a file could not be written, for a person; the system's own text where it has no words here. */
export function whyNotWritten(error: unknown): string {
  if (!(error instanceof Error)) return 'it could not be written'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return WORDS[code] === undefined ? error.message : `${WORDS[code]} (${code})`
}
