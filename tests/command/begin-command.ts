import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Ctrf, cleanEnv } from './run-command.ts'

const root = new URL('../..', import.meta.url).pathname

/** A run of the real command that is under way. */
export interface Running {
  readonly child: ChildProcess
  /** Everything printed so far, both streams. */
  readonly printed: () => string
  /** Resolves when this was printed. */
  readonly until: (text: string | RegExp) => Promise<void>
  /** How it ended: the exit code, or the signal that killed it. */
  readonly ended: Promise<number | NodeJS.Signals>
  /** What stands in the report folder, by file name. */
  readonly reports: () => Promise<Readonly<Record<string, string>>>
}

interface Beginning {
  readonly env?: Readonly<Record<string, string>>
  /** The program and its arguments before the flags; default the command itself. */
  readonly program?: readonly string[]
}

/** Begins a run with reports in a folder of its own; a run that is left over is killed with its children. */
export async function beginCommand(
  flags: readonly string[],
  { env = {}, program = [process.execPath, 'run.mjs', 'smoke.ts'] }: Beginning = {},
): Promise<Running> {
  const dir = await mkdtemp(join(tmpdir(), 'smoke-'))
  const [file = '', ...before] = program
  // Outside CI the log has a line for each check, and these tests wait for one.
  const { CI: _, ...own } = cleanEnv(env)
  const child = spawn(file, [...before, '--report-dir', dir, ...flags], {
    cwd: root,
    env: own,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, as a terminal gives to a job.
    detached: true,
  })
  let printed = ''
  const watchers = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      for (const watch of watchers) watch()
    })
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'SIGKILL')),
  )
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, 'SIGKILL')
    await ended
    await rm(dir, { recursive: true, force: true })
  })
  return {
    child,
    printed: () => printed,
    ended,
    until: (text) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          if (typeof text === 'string' ? printed.includes(text) : text.test(printed)) resolve()
        }
        watchers.add(watch)
        watch()
        void ended.then(() => reject(new Error(`it ended without "${text}":\n${printed}`)))
      }),
    reports: async () => {
      const names = await readdir(dir)
      const texts = await Promise.all(names.map((name) => readFile(join(dir, name), 'utf8')))
      return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']))
    },
  }
}

/** The ids of checks by how they ended. */
export function statusesOf(
  tests: Ctrf['results']['tests'],
): Readonly<Record<string, readonly string[]>> {
  const statuses = [...new Set(tests.map(({ rawStatus }) => rawStatus))].sort()
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      tests.filter(({ rawStatus }) => rawStatus === status).map(({ extra }) => extra.id),
    ]),
  )
}
