import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inWords } from './in-words.ts'
import { makeFolder } from './make-folder.ts'
import { setAside } from './set-aside.ts'

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
 * Writes each report whole or not at all: to a file beside it, flushed to disk, then renamed. Where that
 * fails, an earlier run's report of that name is set aside whole, as `NAME.previous`: nobody may take it for
 * this run's.
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
    return `${inWords(error)}${await setAside(path)}`
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomBytes(4).toString('hex')}.tmp`
  try {
    const file = await open(beside, 'wx')
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
