import { execFile } from 'node:child_process'
import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Exact versions, so that two tables compare. */
export const VERSIONS = {
  hurl: '8.0.1',
  k6: '1.8.1',
  stepci: '2.8.2',
  '@playwright/test': '1.65.1',
  newman: '6.2.2',
  httpyac: '6.16.7',
} as const

/** Where the tools are kept, outside the project: `PEERS_DIR`, else a folder of the user's cache. */
export const PEERS_DIR =
  process.env.PEERS_DIR ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'post-deploy-smoke', 'peers')

const NPM_DIR = join(PEERS_DIR, 'npm')

/** Where a package of npm stands, and from where it can be imported. */
export function npmFile(...path: readonly string[]): string {
  return join(NPM_DIR, ...path)
}

/** Builds Hurl with cargo; needs a C compiler, libxml2 and libclang with their headers. */
export async function installHurl(): Promise<string> {
  const dir = join(PEERS_DIR, `hurl-${VERSIONS.hurl}`)
  const file = join(dir, 'bin', 'hurl')
  if (!(await exists(file)))
    await start('cargo', ['install', 'hurl', '--version', VERSIONS.hurl, '--locked', '--root', dir])
  return file
}

/** Builds k6 with go. */
export async function installK6(): Promise<string> {
  const dir = join(PEERS_DIR, `k6-${VERSIONS.k6}`)
  const file = join(dir, 'k6')
  if (!(await exists(file)))
    await start('go', ['install', `go.k6.io/k6@v${VERSIONS.k6}`], { GOBIN: dir })
  return file
}

/** Installs one package of npm, beside the others; no script of a package runs, and no browser is downloaded. */
export async function installFromNpm(
  name: 'stepci' | '@playwright/test' | 'newman' | 'httpyac',
): Promise<void> {
  const version = VERSIONS[name]
  if ((await versionOf(name)) === version) return
  await mkdir(NPM_DIR, { recursive: true })
  const manifest = npmFile('package.json')
  if (!(await exists(manifest))) await writeFile(manifest, '{ "private": true }\n')
  const flags = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund']
  await start('npm', ['install', '--prefix', NPM_DIR, ...flags, `${name}@${version}`])
}

async function versionOf(name: string): Promise<string | undefined> {
  try {
    const manifest = await readFile(npmFile('node_modules', name, 'package.json'), 'utf8')
    return (JSON.parse(manifest) as { version: string }).version
  } catch {
    return undefined
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

/** Runs an installer and throws with its last line if it fails. */
async function start(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  process.stderr.write(`installing: ${file} ${args.join(' ')}\n`)
  try {
    await run(file, args, { env: { ...process.env, ...env }, maxBuffer: 64 * 2 ** 20 })
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string }
    throw new Error(stderr.trim().split('\n').at(-1) || message)
  }
}
