import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { threadId } from 'node:worker_threads'

/**
 * Writes a file so that nobody ever reads half of it, whoever else writes it at the same time.
 * @param {string} file
 * @param {string | Uint8Array} content
 */
export function writeWhole(file, content) {
  const half = `${file}.${process.pid}-${threadId}`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(half, content)
  renameSync(half, file)
}
