import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeWhole } from './write-whole.mjs'

/** Of SHA-256, which stands before the code. */
const DIGEST_BYTES = 32

/**
 * Reads code that was kept compiled; undefined where there is none, or not as it was written: V8 looks at
 * its version and its length, and ends the process over the rest.
 * @param {string} file
 */
export function readCode(file) {
  try {
    const kept = readFileSync(file)
    const code = kept.subarray(DIGEST_BYTES)
    return digest(code).equals(kept.subarray(0, DIGEST_BYTES)) ? code : undefined
  } catch {
    return undefined
  }
}

/**
 * Where it cannot be kept, on a full or a read-only disk, it is compiled anew the next time.
 * @param {string} file
 * @param {Buffer} code
 */
export function keepCode(file, code) {
  try {
    writeWhole(file, Buffer.concat([digest(code), code]))
  } catch {}
}

/** @param {Buffer} code */
function digest(code) {
  return createHash('sha256').update(code).digest()
}
