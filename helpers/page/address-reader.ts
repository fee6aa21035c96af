import { pathsIn } from './called-path.ts'
import { BEFORE, callsIn, hostsIn, LONGEST, MOST_STRAYS, straysIn } from './stray-address.ts'
import type { StrayAddress } from './stray-patterns.ts'

/** What is looked for in the scripts of a page, and by which scheme browsers have the page. */
export interface HostsOfPage {
  readonly hosts: readonly string[]
  readonly page: 'http' | 'https'
  /** Of routes that the page may call, at whatever host. */
  readonly paths?: readonly string[]
}

/** The addresses in a script. */
export interface Addresses {
  /** At most 50, and as many of plain http. */
  readonly strays: readonly StrayAddress[]
  /** Addresses that it calls or that its build put in, of any host, at most 50. */
  readonly calls: readonly string[]
  /** Paths that it asks for at the host of the page: those of settings, such as `/config.json`, and those that were looked for. */
  readonly paths: readonly string[]
  /** Which of the hosts that were looked for stand in it, anywhere. */
  readonly names: readonly string[]
}

/** Finds the addresses of a text that comes in pieces, each with what stands around it. */
export class AddressReader {
  readonly #looked: HostsOfPage
  readonly #strays: StrayAddress[] = []
  readonly #plain: StrayAddress[] = []
  readonly #calls = new Set<string>()
  readonly #paths = new Set<string>()
  readonly #names = new Set<string>()
  /** The end of what came, and where in it the next piece is looked at. */
  #text = ''
  #from = 0

  constructor(looked: HostsOfPage) {
    this.#looked = looked
  }

  /** Each character of the text is one byte: addresses are ASCII, and other bytes are put together again. */
  add(piece: string, isLast: boolean): void {
    const text = this.#text + piece
    const to = isLast ? text.length : Math.max(this.#from, text.length - LONGEST)
    const window = { text, from: this.#from, to }
    const { hosts, page, paths = [] } = this.#looked
    const { names, plain } = hostsIn(window, hosts, page)
    for (const name of names) this.#names.add(name)
    addUpTo(MOST_STRAYS, this.#plain, plain)
    addUpTo(MOST_STRAYS, this.#strays, straysIn(window))
    for (const path of pathsIn(window, paths))
      if (this.#paths.size < MOST_STRAYS) this.#paths.add(path)
    for (const call of callsIn(window)) if (this.#calls.size < MOST_STRAYS) this.#calls.add(call)
    const begins = Math.max(0, to - BEFORE)
    this.#text = text.slice(begins)
    this.#from = to - begins
  }

  result(): Addresses {
    const { hosts } = this.#looked
    return {
      strays: [...this.#strays, ...this.#plain].map((one) => ({
        ...one,
        written: utf8(one.written),
      })),
      calls: [...this.#calls].map(utf8),
      paths: [...this.#paths],
      names: hosts.filter((host) => this.#names.has(host)),
    }
  }
}

function addUpTo<T>(most: number, to: T[], from: readonly T[]): void {
  to.push(...from.slice(0, most - to.length))
}

/** Also frees it from the text of which it is a part. */
function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString()
}
