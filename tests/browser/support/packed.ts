import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Reply } from './site.ts'

const run = promisify(execFile)

/** Packages are kept here between runs, as those of tests/real are; `REAL_CACHE` names another folder. */
const CACHE = process.env.REAL_CACHE ?? join(tmpdir(), 'post-deploy-smoke-real')

/** The folder of a package as it is published, without what it depends on: `packed('redoc@2.5.4')`. */
export async function packed(pin: string): Promise<string> {
  const folder = join(CACHE, `packed-${pin.replaceAll(/[@/]/g, '-')}`)
  if (existsSync(folder)) return folder
  await mkdir(CACHE, { recursive: true })
  const made = await mkdtemp(join(CACHE, 'packing-'))
  const { stdout } = await run('npm', ['pack', pin, '--silent', '--pack-destination', made])
  await run('tar', ['-xzf', join(made, stdout.trim()), '-C', made])
  await rename(join(made, 'package'), folder)
  await rm(made, { recursive: true })
  return folder
}

const MOST_BYTES = 20_000_000

/** Every file below a folder, by its path from there: `/assets/index.js`. */
export async function filesBelow(folder: string): Promise<Readonly<Record<string, Reply>>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile())
  const replies = await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      return [path.slice(folder.length), { body: await readFile(path) }] as const
    }),
  )
  return Object.fromEntries(replies.filter(([, { body }]) => body.length < MOST_BYTES))
}
