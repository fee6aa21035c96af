/**
 * Bytes gathered up to a limit, in one buffer: a body dripped byte by byte would otherwise cost a
 * hundred bytes of memory for each of its own.
 */
export interface ByteStore {
  /** Makes room for what is announced, so that no more is held than comes; beyond the limit it is ignored. */
  expect(bytes: number): void
  /** False when the limit is passed; the chunk is then not kept. */
  add(chunk: Uint8Array): boolean
  /** All bytes offered, kept or not. */
  size(): number
  bytes(): Buffer
}

const FIRST_BYTES = 4_096

export function createByteStore(limitBytes: number): ByteStore {
  let kept = Buffer.alloc(0)
  let length = 0
  let offered = 0
  const grow = (bytes: number) => {
    const grown = Buffer.allocUnsafe(bytes)
    kept.copy(grown, 0, 0, length)
    kept = grown
  }
  return {
    expect(bytes) {
      if (bytes > kept.length && bytes <= limitBytes) grow(bytes)
    },
    add(chunk) {
      offered += chunk.length
      if (offered > limitBytes) return false
      if (offered > kept.length)
        grow(Math.min(limitBytes, Math.max(offered, kept.length * 2, FIRST_BYTES)))
      kept.set(chunk, length)
      length = offered
      return true
    },
    size: () => offered,
    bytes: () => kept.subarray(0, length),
  }
}
