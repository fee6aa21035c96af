import {
  BEFORE,
  callsIn,
  hostsIn,
  LONGEST,
  MOST_STRAYS,
  standing,
  straysIn,
  type Window,
} from './stray-address.ts'
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

/** Names under which apps have their settings beside them, read when they start; not those of developers' tools. */
const SETTINGS =
  /^(?!.*\/\.\w)(?:.*\/)?(?:[\w-]{1,40}[._-])?(?:(?:app|runtime|client|site|public)-?)?(?:config(?:uration)?|env(?:ironment)?|settings)(?:[._-][\w.-]{1,40})?\.json$/i
const PATH_TO_JSON = /["'`]((?:\.{0,2}\/)?(?!\/)[\w./-]{1,100}\.json)$/

/** Paths that a script asks for by name, at the host of the page: those of its settings, and of `wanted` ones. */
function pathsIn({ text, from, to }: Window, wanted: readonly string[]): readonly string[] {
  const paths = new Set<string>()
  const isCalled = (quote: number) =>
    standing(text.slice(Math.max(0, quote - 120), quote)) === 'called'
  for (
    let at = text.indexOf('.json', from);
    at !== -1 && at < to;
    at = text.indexOf('.json', at + 5)
  ) {
    const path = PATH_TO_JSON.exec(text.slice(Math.max(0, at - 110), at + 5))?.[1]
    if (path === undefined || !SETTINGS.test(path) || !/["'`?]/.test(text[at + 5] ?? '')) continue
    if (isCalled(at + 5 - path.length - 1)) paths.add(path)
  }
  for (const path of wanted) {
    for (let at = text.indexOf(path, from); at !== -1 && at < to; at = text.indexOf(path, at + 1)) {
      const isWhole =
        /["'`]/.test(text[at - 1] ?? '') && /["'`?]/.test(text[at + path.length] ?? '')
      if (isWhole && isCalled(at - 1)) paths.add(path)
    }
  }
  return [...paths]
}
