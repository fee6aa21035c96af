import { access, mkdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { Kind } from '../../env/kind.ts'
import { writeWhole } from '../../helpers/report/files.ts'
import { printable } from '../../helpers/text/quote.ts'
import type { Composed } from './compose.ts'
import { contractText } from './contract-text.ts'
import type { Format } from './init-flags.ts'

/** The files that `init` writes, as a person in this folder calls them. */
export interface InitFiles {
  readonly contract: string
  readonly env: string
  /** Beside the env file, for secrets; never committed. */
  readonly secrets: string
  readonly reports: string
}

/** Their places in a folder; relative to the working directory, with a slash, so that `--env` takes them for files. */
export function filesIn(folder: string, format: Format): InitFiles {
  const at = (name: string) => {
    const path = relative(process.cwd(), join(resolve(folder), name))
    return /^(?:\.\.?\/|\/)/.test(path) ? path : `./${path}`
  }
  return {
    contract: at(`smoke-contract.${format}`),
    env: at('smoke.env'),
    secrets: at('smoke.local.env'),
    reports: at('reports'),
  }
}

/** Those that are there already. */
export async function present({ contract, env, secrets }: InitFiles): Promise<readonly string[]> {
  const found = await Promise.all(
    [contract, env, secrets].map((file) =>
      access(file).then(
        () => [file],
        () => [],
      ),
    ),
  )
  return found.flat()
}

/** What the files say of themselves. */
export interface AboutFiles {
  readonly kind: Kind
  readonly format: Format
  /** The command that runs the suite with them. */
  readonly command: string
}

/** Writes the contract and the env files, each whole. */
export async function writeFiles(
  files: InitFiles,
  composed: Composed,
  about: AboutFiles,
): Promise<void> {
  const { draft, comments, values, secrets } = composed
  await mkdir(resolve(files.env, '..'), { recursive: true })
  const head = [
    `What ${draft.platform} promises, as init saw it. Read it, and correct what it guessed. This runs it:`,
    about.command,
  ]
  await writeWhole(files.contract, contractText(draft, comments, about.format, head))
  const lines = [
    `# Where ${printable(draft.platform)} is deployed. Secrets stand in ${files.secrets}, or come from the process environment.`,
    `ENVIRONMENT=${about.kind}`,
    ...Object.entries(values).map(assignment),
  ]
  await writeWhole(files.env, `${lines.join('\n')}\n`)
  if (Object.keys(secrets).length === 0) return
  const own = ['# Secrets: never commit this file.', ...Object.entries(secrets).map(assignment)]
  await writeWhole(files.secrets, `${own.join('\n')}\n`, 0o600)
}

/** A line of an env file; quotes keep what dotenv would read as a comment or cut. */
function assignment([name, value]: readonly [string, string]): string {
  if (/^[\w./:@%+~?&=-]*$/.test(value)) return `${name}=${value}`
  const quote = ["'", '`', '"'].find((mark) => !value.includes(mark)) ?? '"'
  return `${name}=${quote}${value}${quote}`
}
