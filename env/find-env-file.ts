import { readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { printable } from '../helpers/text/quote.ts'
import { nearestName } from './nearest-name.ts'
import type { ConfigProblem } from './target.ts'

/** One file on disk, and how messages call it. */
export interface EnvPath {
  readonly path: string
  readonly shown: string
}

export type FoundEnv =
  | {
      readonly kind: 'found'
      /** Undefined when `--env` gave a file. */
      readonly name: string | undefined
      readonly shared: EnvPath
      /** The uncommitted file beside it, which may be missing. */
      readonly own: EnvPath | undefined
    }
  | { readonly kind: 'unknown'; readonly problem: ConfigProblem }

const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/i
const FOLDER = 'env'

/**
 * The files that `--env` means: `env/NAME.env` and `env/NAME.local.env` below the root, or, when it
 * holds a slash or ends in `.env`, that file and the `.local.env` beside it.
 */
export async function findEnvFile(env: string, root: string): Promise<FoundEnv> {
  if (isEnvFile(env)) return fileAndSibling(env, root)
  const known = await knownNames(root)
  if (!NAME.test(env) || !known.includes(env)) return unknown(env, known)
  const at = (file: string) => ({ path: join(root, FOLDER, file), shown: `${FOLDER}/${file}` })
  return { kind: 'found', name: env, shared: at(`${env}.env`), own: at(`${env}.local.env`) }
}

/** Whether `--env` gives a file, and no name. */
export function isEnvFile(env: string): boolean {
  return /[/\\]/.test(env) || env.endsWith('.env')
}

function fileAndSibling(file: string, root: string): FoundEnv {
  const path = resolve(root, file)
  const shared = { path, shown: printable(file) }
  if (file.endsWith('.local.env')) return { kind: 'found', name: undefined, shared, own: undefined }
  const sibling = `${basename(file).replace(/\.env$/, '')}.local.env`
  const own = {
    path: join(dirname(path), sibling),
    shown: printable(file.slice(0, file.length - basename(file).length) + sibling),
  }
  return { kind: 'found', name: undefined, shared, own }
}

async function knownNames(root: string): Promise<string[]> {
  const files = await readdir(join(root, FOLDER)).catch(() => [])
  return files
    .filter((file) => file.endsWith('.env') && !file.endsWith('.local.env'))
    .map((file) => file.slice(0, -'.env'.length))
    .filter((name) => NAME.test(name) && name !== 'example')
    .sort()
}

function unknown(env: string, known: readonly string[]): FoundEnv {
  const near = nearestName(env, known)?.name
  const named = NAME.test(env) ? `${env} names no environment` : 'is neither a name nor a file'
  const hint = near === undefined ? '' : ` (is ${near} meant?)`
  const list = known.length === 0 ? 'none, env/ is empty' : known.join(', ')
  return {
    kind: 'unknown',
    problem: {
      code: 'config.invalid',
      variable: '--env',
      message: `${named}${hint}; known: ${list}`,
      example: `--env ${near ?? known.at(-1) ?? './staging.env'}`,
      from: 'flag --env',
    },
  }
}
