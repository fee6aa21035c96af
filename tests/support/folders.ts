import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

/** A folder of a describe's own, removed with it; the path is there once its first test runs. */
export function useFolder(name: string): { path: string } {
  const folder = { path: '' }
  beforeAll(async () => {
    folder.path = await mkdtemp(join(tmpdir(), `smoke-${name}-`))
  })
  afterAll(() => rm(folder.path, { recursive: true }))
  return folder
}

/** Every file of a folder, by its name. */
export async function readFolder(dir: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(dir)
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(dir, name), 'utf8')] as const),
    ),
  )
}
