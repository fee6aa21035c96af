import { type EnvFileAbout, type EnvTextVerdict, judgeEnvText } from './judge-env-text.ts'
import { parseEnvText } from './parse-env-text.ts'
import { readBounded } from './read-bounded.ts'

export type EnvFile =
  | (EnvTextVerdict & { readonly kind: 'file'; readonly values: ReadonlyMap<string, string> })
  | { readonly kind: 'missing' }
  /** There, but not to be read; `message` is the rest of a sentence about the file. */
  | { readonly kind: 'unreadable'; readonly message: string }

const MOST_BYTES = 65_536

/** Reads one env file as data: a line sets a variable or is a problem, and can do nothing else. */
export async function readEnvFile(path: string, about: EnvFileAbout): Promise<EnvFile> {
  const read = await readBounded(path, MOST_BYTES)
  if (read.kind !== 'text') return read
  const text = parseEnvText(read.text)
  const values = new Map(text.entries.map(({ name, value }) => [name, value]))
  return { kind: 'file', values, ...judgeEnvText(text, about) }
}
