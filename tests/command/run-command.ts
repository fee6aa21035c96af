import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a run of the real command left: its exit code, all it printed, and its reports. */
export interface CommandResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  readonly reports: {
    readonly junit: string
    readonly summary: string
    readonly html: string
    readonly ctrf: Ctrf
  }
}

/** The parts of ctrf.json that the tests read. */
export interface Ctrf {
  readonly results: {
    readonly tests: readonly {
      readonly status: string
      readonly rawStatus: string
      readonly message?: string
      readonly extra: { readonly id: string; readonly code?: string }
    }[]
    readonly extra: {
      readonly verdict: string
      readonly decision: string
      readonly rootCauses: readonly {
        readonly code: string
        readonly service: string
        readonly summary: string
        readonly evidence: readonly string[]
        readonly nextSteps: readonly string[]
        readonly blocks: readonly string[]
      }[]
      readonly warnings: readonly { readonly code: string; readonly service: string }[]
    }
  }
}

const root = new URL('../..', import.meta.url).pathname

/** Environment variables that would change what a run does, wherever the tests run. */
const OWN =
  /^(?:AUTH_SERVICE_URL|BACKEND_URL|FRONTEND_URL|WEBSOCKET_URL|ENVIRONMENT|E2E_|JWT_|SERVICE_|SMOKE_|EXPECTED_REVISION|READY_WAIT|REQUEST_TIMEOUT|KNOWN_HOSTS|LOG_URL|GITHUB_|CI_NODE_|CLOUD_RUN_|JOB_COMPLETION|VITEST|NODE_ENV|NO_COLOR|FORCE_COLOR|https?_proxy|no_proxy)/i

export function cleanEnv(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !OWN.test(name),
  )
  return { ...(Object.fromEntries(kept) as Record<string, string>), CI: 'true', ...extra }
}

/** Runs the command as a user would, in a process of its own, with reports in a folder of its own. */
export async function runCommand(
  flags: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const dir = await mkdtemp(join(tmpdir(), 'smoke-'))
  try {
    const { exitCode, stdout, stderr } = await run(['smoke.ts', '--report-dir', dir, ...flags], env)
    const read = (name: string) =>
      readFile(join(dir, name), 'utf8').catch(() => {
        throw new Error(`ended with ${exitCode} and without ${name}:\n${stdout}\n${stderr}`)
      })
    return {
      exitCode,
      stdout,
      stderr,
      reports: {
        junit: await read('junit.xml'),
        summary: await read('summary.md'),
        html: await read('report.html'),
        ctrf: JSON.parse(await read('ctrf.json')) as Ctrf,
      },
    }
  } finally {
    await rm(dir, { recursive: true })
  }
}

/** Runs one of the project's TypeScript mains and gives what it printed. */
export function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Printed> {
  return runNode(['run.mjs', ...args], { cwd: root, env })
}

/** What a process printed, and how it ended. */
export type Printed = Pick<CommandResult, 'exitCode' | 'stdout' | 'stderr'>

/** Runs Node in a folder, without the variables of this machine. */
export function runNode(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: cleanEnv(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const out = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk: Buffer) => {
      out.stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      out.stderr += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, ...out }))
  })
}
