import { spawn } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a command and all the processes that it started and waited for cost. */
export interface TreeCost {
  /** Seconds from start to end. */
  readonly wall: number
  /** Seconds of user and system time; NaN if the command was stopped. */
  readonly cpu: number
  /** MiB: the most that the processes alive at one time had used up to then; NaN where there is no /proc. */
  readonly memory: number
  /** `null` if the command was stopped after `limitMs`. */
  readonly exitCode: number | null
  /** Standard output and standard error. */
  readonly output: string
}

export interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

/** `time` of bash counts every process that was waited for, in milliseconds; it writes to a channel of its own. */
const TIMED = 'TIMEFORMAT="%3U %3S"; { time "$@" 2>&1; } 2>&3'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Pause between two looks at the memory: short at first, for commands that end within some milliseconds. */
const LOOK_MS = [1, 20] as const
const SHORT_MS = 60

/** Runs a command in a process group of its own and measures its whole tree; stops it after `limitMs`. */
export function measureTree(
  { file, args, cwd, env }: Command,
  { logDir, limitMs }: { readonly logDir: string; readonly limitMs: number },
): Promise<TreeCost> {
  return new Promise((resolve, reject) => {
    const log = join(logDir, 'output.log')
    const fd = openSync(log, 'w')
    const started = performance.now()
    const child = spawn('bash', ['-c', TIMED, 'bash', file, ...args], {
      cwd,
      env: { ...process.env, CI: 'true', NO_COLOR: '1', ...env },
      stdio: ['ignore', fd, fd, 'pipe'],
      detached: true,
    })
    let times = ''
    child.stdio[3]?.on('data', (chunk: Buffer) => {
      times += chunk.toString()
    })
    let memory = Number.NaN
    let isOver = false
    // A process that was only just forked shows the memory of its parent, so only the first counts at first sight.
    let before: readonly number[] = []
    const look = () => {
      if (child.pid === undefined || isOver) return
      const alive = descendants(child.pid)
      const used = alive
        .filter((pid, index) => index === 0 || before.includes(pid))
        .reduce((sum, pid) => sum + highWater(pid), 0)
      before = alive
      if (used > 0) memory = Math.max(used, Number.isNaN(memory) ? 0 : memory)
      const isShort = performance.now() - started < SHORT_MS
      setTimeout(look, isShort ? LOOK_MS[0] : LOOK_MS[1])
    }
    setTimeout(look, LOOK_MS[0])
    const stop = () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }
    const limit = setTimeout(stop, limitMs)
    // The group of the command gets no Ctrl-C of its own.
    const interrupted = () => {
      stop()
      process.exit(130)
    }
    for (const name of SIGNALS) process.on(name, interrupted)
    child.once('error', reject)
    child.once('close', (exitCode) => {
      const wall = (performance.now() - started) / 1000
      isOver = true
      clearTimeout(limit)
      for (const name of SIGNALS) process.off(name, interrupted)
      closeSync(fd)
      const cpu = times === '' ? Number.NaN : times.trim().split(' ').map(Number).reduce(add)
      resolve({ wall, cpu, memory, exitCode, output: readFileSync(log, 'utf8') })
    })
  })
}

function add(one: number, other: number): number {
  return one + other
}

/** The processes that a process started, and those that they started. */
function descendants(pid: number): readonly number[] {
  const children = attempt(() => readdirSync(`/proc/${pid}/task`), []).flatMap((task) =>
    attempt(() => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'), '')
      .split(' ')
      .filter((child) => child !== '')
      .map(Number),
  )
  return children.flatMap((child) => [child, ...descendants(child)])
}

/** The most memory that a process has used so far, in MiB. */
function highWater(pid: number): number {
  const status = attempt(() => readFileSync(`/proc/${pid}/status`, 'utf8'), '')
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024
}

/** A process may end between two looks, and some systems have no /proc. */
function attempt<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read()
  } catch {
    return otherwise
  }
}
