import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from './measure-tree.ts'
import type { Ask, Row } from './rows.ts'
import { TOKEN } from './rows.ts'

/** What a tool is given for one row. */
export interface Job {
  readonly row: Row
  /** Base URL of the row's server. */
  readonly url: string
  /** A folder for the tool's files, emptied afterwards. */
  readonly dir: string
}

/** A tool of the comparison. */
export interface Tool {
  readonly name: string
  /** What is asked to exist before the comparison starts; installs it if it does not. Throws if that is not possible. */
  install(): Promise<void>
  /** Writes the files of a row and says how the tool is started as people start it. */
  prepare(job: Job): Promise<Command>
  /** How many red entries the tool shows, read from what it printed or wrote; NaN if that shows none. */
  red(output: string, dir: string): Promise<number>
}

/** The headers of a request, as name and value. */
export function headersOf({ token }: Ask): Readonly<Record<string, string>> {
  return token === 'good' ? { authorization: `Bearer ${TOKEN}` } : {}
}

/** Whether each request of a row is opened by a key in the answer before it. */
export function isChain(row: Row): boolean {
  return row.behaviour === 'chain'
}

/** A number that a tool prints, such as `Failed files: 3`; NaN if it prints none. */
export function numberIn(output: string, pattern: RegExp): number {
  const found = pattern.exec(output)?.[1]
  return found === undefined ? Number.NaN : Number(found)
}

export async function jsonOf<Content>(dir: string, name: string): Promise<Content> {
  return JSON.parse(await readFile(join(dir, name), 'utf8')) as Content
}
