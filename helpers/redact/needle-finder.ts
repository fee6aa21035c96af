/** Multiplier of Knuth's multiplicative hashing (TAOCP 3, §6.4): 2^32 divided by the golden ratio. */
const GOLDEN = 0x9e3779b1

/**
 * Many needles found in one pass over the bytes, in time linear in them whatever they are (Aho and
 * Corasick, 1975). It also knows at every byte how much of a beginning of a needle has just been read:
 * a server, or our own `quote`, may have cut a secret short.
 */
export class NeedleFinder {
  readonly #root = new Int32Array(256)
  /** Which two bytes begin a needle: most places are passed over with this alone. */
  readonly #beginnings = new Uint8Array(65_536)
  readonly #mask: number
  readonly #keys: Int32Array
  readonly #targets: Int32Array
  readonly #parent: Int32Array
  readonly #letter: Uint8Array
  readonly #fail: Int32Array
  readonly #depth: Int32Array
  readonly #accepted: Int32Array
  #states = 1

  constructor(needles: readonly Uint8Array[]) {
    const most = needles.reduce((sum, { length }) => sum + length, 1)
    const slots = 2 ** Math.ceil(Math.log2(most * 2 + 2))
    this.#mask = slots - 1
    this.#keys = new Int32Array(slots)
    this.#targets = new Int32Array(slots)
    this.#parent = new Int32Array(most)
    this.#letter = new Uint8Array(most)
    this.#fail = new Int32Array(most)
    this.#depth = new Int32Array(most)
    this.#accepted = new Int32Array(most)
    for (const needle of needles) this.#insert(needle)
    for (const state of this.#breadthFirst()) this.#link(state)
  }

  /** Where a needle was read to its end, and its length; where the reading of one broke off, and how far it had come. */
  scan(
    bytes: Uint8Array,
    length: number,
    found: (end: number, size: number) => void,
    broken: (end: number, size: number) => void,
  ): void {
    let state = 0
    for (let at = 0; at < length; at += 1) {
      const byte = bytes[at] ?? 0
      if (state === 0 && this.#beginnings[byte * 256 + (bytes[at + 1] ?? 0)] === 0) continue
      let next = this.#step(state, byte)
      if (next === 0 && state !== 0) broken(at, this.#depth[state] ?? 0)
      while (next === 0 && state !== 0) {
        state = this.#fail[state] ?? 0
        next = this.#step(state, byte)
      }
      state = next
      const size = this.#accepted[state] ?? 0
      if (size > 0) found(at + 1, size)
    }
    if (state !== 0) broken(length, this.#depth[state] ?? 0)
  }

  #step(state: number, byte: number): number {
    if (state === 0) return this.#root[byte] ?? 0
    return this.#targets[this.#slot(state * 256 + byte)] ?? 0
  }

  /** The slot that holds the key, or the free one where it would go. */
  #slot(key: number): number {
    let slot = (Math.imul(key, GOLDEN) >>> 7) & this.#mask
    while (this.#keys[slot] !== key && this.#keys[slot] !== 0) slot = (slot + 1) & this.#mask
    return slot
  }

  /** A needle has at least two bytes. */
  #insert(needle: Uint8Array): void {
    this.#beginnings[(needle[0] ?? 0) * 256 + (needle[1] ?? 0)] = 1
    let state = 0
    for (const byte of needle) state = this.#step(state, byte) || this.#grow(state, byte)
    this.#accepted[state] = needle.length
  }

  #grow(from: number, byte: number): number {
    const state = this.#states
    this.#states += 1
    this.#parent[state] = from
    this.#letter[state] = byte
    this.#depth[state] = (this.#depth[from] ?? 0) + 1
    if (from === 0) this.#root[byte] = state
    else {
      const slot = this.#slot(from * 256 + byte)
      this.#keys[slot] = from * 256 + byte
      this.#targets[slot] = state
    }
    return state
  }

  /** All states but the root, the shallow ones first. */
  *#breadthFirst(): Generator<number> {
    const levels: number[][] = []
    for (let state = 1; state < this.#states; state += 1) {
      const depth = this.#depth[state] ?? 0
      levels[depth] ??= []
      levels[depth].push(state)
    }
    for (const level of levels) yield* level ?? []
  }

  /** The state of the longest proper ending of this one that is also the beginning of a needle. */
  #link(state: number): void {
    const parent = this.#parent[state] ?? 0
    if (parent === 0) return
    const byte = this.#letter[state] ?? 0
    let from = this.#fail[parent] ?? 0
    let next = this.#step(from, byte)
    while (next === 0 && from !== 0) {
      from = this.#fail[from] ?? 0
      next = this.#step(from, byte)
    }
    this.#fail[state] = next
    if (this.#accepted[state] === 0) this.#accepted[state] = this.#accepted[next] ?? 0
  }
}
