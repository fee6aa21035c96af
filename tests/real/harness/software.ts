import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { install } from './install.ts'

const START_MS = 60_000
const END_MS = 3_000
const LOG_CHARACTERS = 2_000

/** What was started and must be ended, last one first. */
export class Cleanup {
  readonly #ends: (() => Promise<unknown>)[] = []

  add(end: () => Promise<unknown>): void {
    this.#ends.push(end)
  }

  async run(): Promise<void> {
    for (const end of this.#ends.splice(0).reverse()) await end()
  }
}

/** Ports of the loopback address on which nothing listens. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))))
  return ports
}

/**
 * Starts a program of tests/real in a temporary folder and waits until it accepts connections on all its ports.
 * @param env what the program reads, beside PORT, PORT_2, PORT_3: `{ KEY: '…', STATE: 'healthy' }`
 * @throws Error with the end of what it printed when it ends early or does not listen within 60 s
 */
export async function startSoftware(
  source: string,
  ports: readonly number[],
  env: Readonly<Record<string, string>>,
  cleanup: Cleanup,
): Promise<void> {
  const program = await install(source)
  const folder = await mkdtemp(join(tmpdir(), 'real-'))
  cleanup.add(() => rm(folder, { recursive: true, force: true }))
  const child = spawn(program.file, [...program.args], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      HOME: folder,
      TMPDIR: folder,
      PATH: [...program.path, process.env.PATH ?? '', '/usr/sbin'].join(':'),
      PYTHONDONTWRITEBYTECODE: '1',
      ...Object.fromEntries(
        ports.map((port, at) => [at === 0 ? 'PORT' : `PORT_${at + 1}`, `${port}`]),
      ),
      ...env,
    },
  })
  let log = ''
  const keep = (data: Buffer) => {
    log = (log + data.toString()).slice(-LOG_CHARACTERS)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`${basename(source)} ended with ${code}: ${log}`)),
    )
  })
  failed.catch(() => {})
  cleanup.add(() => endGroup(child))
  await Promise.race([failed, Promise.all(ports.map(listening))])
}

async function listening(port: number): Promise<void> {
  const deadline = Date.now() + START_MS
  while (!(await connects(port))) {
    if (Date.now() > deadline) throw new Error(`nothing listens on port ${port} after 60 s`)
    await pause(50)
  }
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** Ends the program and all it has started: first kindly, then for good. */
async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (pid === undefined) return
  const ended = child.exitCode === null && child.signalCode === null
  const gone = ended ? new Promise((exit) => child.once('exit', exit)) : Promise.resolve()
  signal(pid, 'SIGTERM')
  await Promise.race([gone, pause(END_MS, undefined, { ref: false })])
  signal(pid, 'SIGKILL')
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name)
  } catch {
    // The group has ended.
  }
}
