import { constants, type FileHandle, open } from 'node:fs/promises'

export type BoundedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** There, but not to be read; `message` is the rest of a sentence about the file. */
  | { readonly kind: 'unreadable'; readonly message: string }

/** A text file's content, never more than `mostBytes` of it, whatever the path leads to: a pipe, a device, a directory. */
export async function readBounded(path: string, mostBytes: number): Promise<BoundedText> {
  let file: FileHandle | undefined
  try {
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    return await readOpened(file, mostBytes)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' }
    return unreadable(`cannot be read (${code})`)
  } finally {
    await file?.close()
  }
}

const FIRST_GROWTH = 4_096

async function readOpened(file: FileHandle, mostBytes: number): Promise<BoundedText> {
  const facts = await file.stat()
  if (facts.isDirectory()) return unreadable('is a directory')
  if (!facts.isFile()) return unreadable('is not a regular file')
  // As large as the file says that it is; one that says less than it holds, as those of /proc do, gets more.
  let bytes = Buffer.alloc(Math.min(facts.size, mostBytes) + 1)
  let length = 0
  while (length <= mostBytes) {
    if (length === bytes.length)
      bytes = Buffer.concat([bytes], Math.min(2 * bytes.length + FIRST_GROWTH, mostBytes + 1))
    const { bytesRead } = await file.read(bytes, length, bytes.length - length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  if (length > mostBytes) return unreadable(`is larger than ${mostBytes / 1024} KiB`)
  return decode(bytes.subarray(0, length))
}

function decode(bytes: Buffer): BoundedText {
  const mark = bytes.toString('latin1', 0, 2)
  if (mark === '\xff\xfe' || mark === '\xfe\xff') {
    return unreadable('is UTF-16 text; save it as UTF-8')
  }
  if (bytes.includes(0)) return unreadable('is not text: it holds NUL bytes')
  try {
    // Drops a leading byte order mark.
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return unreadable('is not UTF-8 text')
  }
}

function unreadable(message: string): BoundedText {
  return { kind: 'unreadable', message }
}
