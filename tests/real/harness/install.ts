import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const TEN_MINUTES_MS = 600_000

/** Installed software is kept here between runs. `REAL_CACHE` names another folder. */
const CACHE = process.env.REAL_CACHE ?? join(tmpdir(), 'post-deploy-smoke-real')

/** How a program is started: `{ file: '/…/bin/python', args: ['/…/fastapi.py'], path: ['/…/bin'] }`. */
export interface Program {
  readonly file: string
  readonly args: readonly string[]
  /** Folders in front of PATH, for what the program starts by name. */
  readonly path: readonly string[]
}

/** A program of the system that is not there; the row is left out. */
export class NotInstalled extends Error {}

/** `{ by: 'npm', what: ['express@4.22.3', 'express-jwt@8.5.1'] }`. */
interface Pins {
  readonly by: string
  readonly what: readonly string[]
}

/**
 * Makes a program ready: its header names an installer and exact versions, for example
 * `// npm: express@4.22.3 express-jwt@8.5.1`, `# pip: …`, `// go: …`, or `// debian: PACKAGE COMMAND`.
 * @throws NotInstalled when a command of a Debian package is missing; Error when an installer fails
 */
export async function install(source: string): Promise<Program> {
  const text = await readFile(source, 'utf8')
  const all = [...text.matchAll(/^(?:\/\/|#) (npm|pip|go|debian): (.+)$/gm)].map(
    ([, by = '', what = '']): Pins => ({ by, what: what.split(' ') }),
  )
  const of = (by: string) => all.find((pins) => pins.by === by)
  await assertCommand(of('debian'))
  const pip = of('pip')
  const bin = pip === undefined ? undefined : join(await kept(pip, '', virtualenv), 'bin')
  if (source.endsWith('.py')) return { file: join(bin ?? '', 'python'), args: [source], path: [] }
  if (source.endsWith('.go')) {
    const folder = await kept(of('go') ?? { by: 'go', what: [] }, text, (at, what) =>
      goProgram(at, what, source),
    )
    return { file: join(folder, 'program'), args: [], path: [] }
  }
  const path = bin === undefined ? [] : [bin]
  const npm = of('npm')
  if (npm === undefined) return { file: process.execPath, args: [source], path }
  const copy = join(await kept(npm, '', nodeModules), basename(source))
  await copyFile(source, copy)
  return { file: process.execPath, args: [copy], path }
}

async function assertCommand(debian: Pins | undefined): Promise<void> {
  if (debian === undefined) return
  const [name = '', command = name] = debian.what
  const folders = ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/usr/local/sbin']
  if (folders.some((folder) => existsSync(join(folder, command)))) return
  throw new NotInstalled(`${command} is missing: apt-get install --no-install-recommends ${name}`)
}

/** The folder of these pins, filled once. A half-filled one is never used again. */
async function kept(
  { by, what }: Pins,
  text: string,
  fill: (folder: string, what: readonly string[]) => Promise<void>,
): Promise<string> {
  const key = createHash('sha256')
    .update(`${by} ${what.join(' ')}\n${text}`)
    .digest('hex')
  const folder = join(CACHE, `${by}-${key.slice(0, 12)}`)
  const done = join(folder, '.installed')
  if (existsSync(done)) return folder
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await fill(folder, what)
  await writeFile(done, '')
  return folder
}

async function nodeModules(folder: string, what: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}\n')
  await command(folder, 'npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...what])
}

async function virtualenv(folder: string, what: readonly string[]): Promise<void> {
  await command(folder, 'python3', ['-m', 'venv', folder])
  await command(folder, join(folder, 'bin', 'pip'), ['install', '--quiet', ...what])
}

async function goProgram(folder: string, what: readonly string[], source: string): Promise<void> {
  await copyFile(source, join(folder, 'main.go'))
  await command(folder, 'go', ['mod', 'init', 'program'])
  if (what.length > 0) await command(folder, 'go', ['get', ...what])
  await command(folder, 'go', ['mod', 'tidy'])
  await command(folder, 'go', ['build', '-o', 'program', '.'])
}

async function command(cwd: string, file: string, args: readonly string[]): Promise<void> {
  await run(file, [...args], { cwd, timeout: TEN_MINUTES_MS, maxBuffer: 64 << 20 })
}
