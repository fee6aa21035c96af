import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { cleanEnv } from '../command/run-command.ts'
import { ROOT } from './pages.ts'

/** A shell in a folder, as a reader of a page has one: what was typed before still runs. */
export interface Shell {
  /** Types a line, and gives all that it printed and its exit code. */
  type(line: string): Promise<{ readonly exitCode: number; readonly printed: string }>
  close(): void
}

const END = 'post-deploy-smoke-test-line-ended'

/** Opens a bash with job control, as in a terminal, in a folder whose `npx post-deploy-smoke` is this project. */
export async function openShell(folder: string): Promise<Shell> {
  const bin = join(folder, 'node_modules/.bin')
  await mkdir(bin, { recursive: true })
  await symlink(join(ROOT, manifest.bin['post-deploy-smoke']), join(bin, manifest.name))
  const shell: ChildProcess = spawn('bash', ['--norc', '--noprofile', '-m'], {
    cwd: folder,
    env: cleanEnv({ npm_config_offline: 'true' }),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  let printed = ''
  let wake = () => {}
  for (const stream of [shell.stdout, shell.stderr])
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      wake()
    })
  return {
    async type(line) {
      printed = ''
      shell.stdin?.write(`${line}\necho "${END} $?"\n`)
      const ended = new RegExp(`^${END} (\\d+)$`, 'm')
      while (!ended.test(printed)) await new Promise<void>((resolve) => (wake = resolve))
      return { exitCode: Number(ended.exec(printed)?.[1]), printed: printed.replace(ended, '') }
    },
    close: () => {
      shell.stdin?.end('kill $(jobs -p)\nexit\n')
    },
  }
}
