import { type EnvPath, findEnvFile } from './find-env-file.ts'
import {
  type EnvFileAbout,
  type EnvTextVerdict,
  judgeEnvText,
  type Unread,
} from './judge-env-text.ts'
import { parseEnvText } from './parse-env-text.ts'
import { readBounded } from './read-bounded.ts'
import type { Source } from './source.ts'
import type { ConfigProblem } from './target.ts'
import type { Variable } from './variable.ts'

export interface EnvFiles {
  /** The name that `--env` gave; undefined for a file. */
  readonly name: string | undefined
  /** The uncommitted file first; empty when there is nothing to read. */
  readonly sources: readonly Source[]
  readonly problems: readonly ConfigProblem[]
  readonly warnings: readonly ConfigProblem[]
  /** Variables whose absence one of these problems explains. */
  readonly lost: ReadonlySet<string>
  readonly unread: readonly Unread[]
}

/** Finds and reads the files of an environment: the one named, which must be there, and the `.local.env` beside it. */
export async function readEnvFiles(
  env: string,
  root: string,
  variables: readonly Variable[],
): Promise<EnvFiles> {
  const found = await findEnvFile(env, root)
  if (found.kind === 'unknown') return nothing([found.problem])
  const read = async (at: EnvPath) => ({
    at,
    file: await readEnvFile(at.path, { shown: at.shown, variables }),
  })
  const [shared, own] = await Promise.all([read(found.shared), found.own && read(found.own)])
  if (shared.file.kind !== 'file') return nothing([cannotRead(shared.at, shared.file)])
  const both = own === undefined ? [shared] : [own, shared]
  const good = both.flatMap(({ at, file }) => (file.kind === 'file' ? [{ at, file }] : []))
  const broken = both.flatMap(({ at, file }) =>
    file.kind === 'unreadable' ? [cannotRead(at, file)] : [],
  )
  return {
    name: found.name,
    sources: good.map(({ at, file }) => ({ from: at.shown, values: file.values })),
    problems: [...broken, ...good.flatMap(({ file }) => file.problems)],
    warnings: good.flatMap(({ file }) => file.warnings),
    unread: good.flatMap(({ file }) => file.unread),
    lost: new Set(good.flatMap(({ file }) => [...file.lost])),
  }
}

function nothing(problems: readonly ConfigProblem[]): EnvFiles {
  return { name: undefined, sources: [], problems, warnings: [], lost: new Set(), unread: [] }
}

function cannotRead({ shown }: EnvPath, file: Exclude<EnvFile, { kind: 'file' }>): ConfigProblem {
  return {
    code: 'config.invalid',
    variable: '--env',
    message: `reads ${shown}, which ${file.kind === 'missing' ? 'does not exist' : file.message}`,
    example: '--env staging',
    from: shown,
  }
}

type EnvFile =
  | (EnvTextVerdict & { readonly kind: 'file'; readonly values: ReadonlyMap<string, string> })
  | { readonly kind: 'missing' }
  /** There, but not to be read; `message` is the rest of a sentence about the file. */
  | { readonly kind: 'unreadable'; readonly message: string }

/** More is no env file. */
const MOST_BYTES = 65_536

/** Reads one env file as data: a line sets a variable or is a problem, and can do nothing else. */
export async function readEnvFile(path: string, about: EnvFileAbout): Promise<EnvFile> {
  const read = await readBounded(path, MOST_BYTES)
  if (read.kind !== 'text') return read
  const text = parseEnvText(read.text)
  const values = new Map(text.entries.map(({ name, value }) => [name, value]))
  return { kind: 'file', values, ...judgeEnvText(text, about) }
}
