import { type Addresses, AddressReader, type HostsOfPage } from './address-reader.ts'
import type { ScriptKind } from './import-clause.ts'
import { MOST_LEFT, ScriptScanner } from './scan-script.ts'
import { readSyntax, type ScriptSyntax, type WholeText } from './script-syntax.ts'

export interface ScriptReading extends ScriptSyntax, Addresses {}

export const NOTHING_READ: ScriptReading = {
  strays: [],
  imports: [],
  calls: [],
  paths: [],
  names: [],
}

/** What is read at a time: the memory that a script of any length costs. */
const BLOCK_BYTES = 2 * MOST_LEFT
/** Of a script as long as that, the whole text is at hand for a parser. */
const KEPT_BYTES = 65_536

/**
 * Reads a script piece by piece, without running it: the modules that it imports, and the addresses in it that no browser
 * of a user can use.
 */
export class ScriptReader {
  readonly #kind: ScriptKind
  readonly #scanner: ScriptScanner
  readonly #addresses: AddressReader
  readonly #kept: Buffer[] = []
  #block = Buffer.alloc(0)
  /** Bytes in the block, and how many of them the scanner had before. */
  #held = 0
  #seen = 0
  #bytes = 0

  constructor(kind: ScriptKind, hosts: HostsOfPage) {
    this.#kind = kind
    this.#scanner = new ScriptScanner(kind)
    this.#addresses = new AddressReader(hosts)
  }

  add(piece: Uint8Array): void {
    if (this.#bytes < KEPT_BYTES)
      this.#kept.push(Buffer.from(piece.subarray(0, KEPT_BYTES - this.#bytes)))
    this.#bytes += piece.length
    for (let at = 0; at < piece.length; ) {
      if (this.#held === this.#block.length) this.#makeRoom(piece.length - at)
      const end = Math.min(piece.length, at + this.#block.length - this.#held)
      this.#block.set(piece.subarray(at, end), this.#held)
      this.#held += end - at
      at = end
      if (this.#held === BLOCK_BYTES) this.#read(false)
    }
  }

  /** `whole` gives the text of one that is longer than what is kept, where only a parser can decide. */
  async end(whole: WholeText): Promise<ScriptReading> {
    this.#read(true)
    const all = Buffer.concat(this.#kept)
    if (all.subarray(0, 3).equals(GZIP))
      return { ...NOTHING_READ, error: 'gzip, compressed twice or without Content-Encoding' }
    if (isUtf16(all)) return NOTHING_READ
    const isKept = this.#bytes === all.length
    const text = isKept ? async () => new TextDecoder().decode(all) : whole
    const scanned = this.#scanner.result()
    return {
      ...(await readSyntax(scanned, this.#kind, this.#bytes, text)),
      ...this.#addresses.result(),
    }
  }

  /** Small scripts need no more room than they have bytes. */
  #makeRoom(more: number): void {
    const wanted = Math.max(this.#held + more, this.#block.length * 2)
    const grown = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, wanted))
    this.#block.copy(grown, 0, 0, this.#held)
    this.#block = grown
  }

  #read(isLast: boolean): void {
    const isFirst = this.#seen === 0 && this.#bytes === this.#held
    const skipped = isFirst && this.#block.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0
    const piece = this.#block.subarray(skipped, this.#held)
    this.#addresses.add(piece.toString('latin1', Math.max(0, this.#seen - skipped)), isLast)
    const done = this.#scanner.scan(piece, isLast) + skipped
    this.#block.copyWithin(0, done, this.#held)
    this.#held -= done
    this.#seen = this.#held
  }
}

/** Reads a script that is at hand as a whole. */
export async function readScript(
  text: string,
  kind: ScriptKind,
  hosts: readonly string[],
  page: 'http' | 'https' = 'http',
  paths: readonly string[] = [],
): Promise<ScriptReading> {
  const reader = new ScriptReader(kind, { hosts, page, paths })
  reader.add(Buffer.from(text))
  return reader.end(async () => text)
}

/** How gzip begins (RFC 1952 §2.3.1). */
const GZIP = Buffer.from([0x1f, 0x8b, 0x08])
const BYTE_ORDER_MARK = Buffer.from('\ufeff')

/** Which browsers read by its first bytes or by the type: its content is not known here. */
function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes
  const hasMark = (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)
  return hasMark || bytes.subarray(0, 64).includes(0)
}
