import { readFile } from 'node:fs/promises'
import { root } from '../target/root.ts'

/** The version of this suite, as its package says it. */
export async function version(): Promise<string> {
  const text = await readFile(`${root}package.json`, 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
