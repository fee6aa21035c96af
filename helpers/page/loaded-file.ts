import { createHash, type Hash } from 'node:crypto'
import type { Answer, Exchange } from '../http/exchange.ts'
import type { PageFile } from './page-file.ts'
import type { PageParts } from './read-page.ts'
import type { ScriptReading } from './read-script.ts'

/** A file of a page, the answer to the request for it, and what was read in it. */
export interface LoadedFile {
  readonly file: PageFile
  /** Without all but the beginning of the text: a page may have megabytes of scripts. */
  readonly exchange: Exchange
  readonly reading: ScriptReading
  /** Whether the content is that of the `integrity` attribute; `unknown` where none is given or no bytes came. */
  readonly integrity: 'holds' | 'broken' | 'unknown'
  /** A bare name that the module imports before it runs, and that no import map of the page has. */
  readonly unresolved?: string
}

/** A page as browsers load it. */
export interface LoadedPage {
  readonly parts: PageParts
  readonly files: readonly LoadedFile[]
  /** Files on the machine of the user, `localhost`, though the page is not: they were not requested. */
  readonly onUsersMachine: readonly string[]
  /** What the scripts ask for when they start, such as a `/config.json`: the answer, and the addresses in it. */
  readonly settings: readonly LoadedFile[]
  /** The answers of the page's own host at paths of routes that its scripts call there, though no script names another host. */
  readonly calledHere: readonly { readonly path: string; readonly exchange: Exchange }[]
  /** Of the page itself and of the scripts that it carries. */
  readonly reading: ScriptReading
  /** Whether every file was requested and read. */
  readonly isWhole: boolean
}

/** Whether the file is there and its content is not known: it is larger than this suite reads. */
export function isBeyondLimit(exchange: Exchange): boolean {
  return exchange.kind === 'no-answer' && /the limit (?:is|of)/.test(exchange.detail)
}

/**
 * Whether browsers use what comes with that status. Chromium 156 runs a classic script with every status that is no
 * error and no redirect, such as 300; of all else a 2xx is wanted (Fetch standard, "ok status").
 */
export function isUsed(
  as: PageFile['as'],
  { status, headers }: Pick<Answer, 'status' | 'headers'>,
): boolean {
  if (status >= 200 && status < 300) return true
  return (
    as === 'script' && status >= 300 && status < 400 && status !== 304 && !('location' in headers)
  )
}

const ALGORITHMS = ['sha512', 'sha384', 'sha256'] as const

/**
 * Whether bytes are those of an `integrity` attribute (Subresource Integrity): of several values, those of the strongest
 * algorithm count, and one is enough.
 */
export class IntegrityCheck {
  readonly #wanted: readonly string[]
  readonly #hash: Hash | undefined

  constructor(integrity = '') {
    const values = integrity.trim().split(/\s+/)
    const strongest = ALGORITHMS.find((name) => values.some((one) => one.startsWith(`${name}-`)))
    this.#wanted = values
      .filter((value) => value.startsWith(`${strongest}-`))
      .map((value) => value.split('?')[0]?.slice(value.indexOf('-') + 1) ?? '')
    this.#hash = strongest === undefined ? undefined : createHash(strongest)
  }

  add(bytes: Uint8Array): void {
    this.#hash?.update(bytes)
  }

  result(): LoadedFile['integrity'] {
    if (this.#hash === undefined) return 'unknown'
    return this.#wanted.includes(this.#hash.digest('base64')) ? 'holds' : 'broken'
  }
}
