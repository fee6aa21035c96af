const [LINE, RETURN, BACKSLASH, SLASH, STAR] = [0x0a, 0x0d, 0x5c, 0x2f, 0x2a]
const [CLASS, CLASS_END, DOLLAR, OPEN, BACKTICK] = [0x5b, 0x5d, 0x24, 0x7b, 0x60]

/**
 * Behind the pattern, and its flags, that begins at `at` (ECMAScript 2025, 12.9.5); undefined where the bytes end before,
 * `none` for a slash that begins no pattern, since a line ends first.
 */
export function endOfPattern(bytes: Buffer, at: number): number | 'none' | undefined {
  let isInClass = false
  for (let end = at + 1; end < bytes.length; end += 1) {
    const byte = bytes[end]
    if (byte === LINE || byte === RETURN) return 'none'
    if (byte === BACKSLASH) end += 1
    else if (byte === CLASS) isInClass = true
    else if (byte === CLASS_END) isInClass = false
    else if (byte === SLASH && !isInClass) {
      do end += 1
      while (isFlag(bytes[end] ?? 0))
      return end < bytes.length ? end : undefined
    }
  }
  return undefined
}

function isFlag(byte: number): boolean {
  return byte >= 0x61 && byte <= 0x7a
}

/**
 * Where a text or a template stops: at its closing mark, at the `${` of a template, at the end of a line that breaks a text,
 * or at the last byte if it may begin an escape; else the end of the bytes.
 */
export function endOfText(bytes: Buffer, begins: number, quote: number): number {
  const isTemplate = quote === BACKTICK
  const last = bytes.length - 1
  for (let at = begins; at <= last; at += 1) {
    const byte = bytes[at]
    if (byte === quote) return at
    if (byte === BACKSLASH) {
      if (at === last) return at
      at += 1
    } else if (isTemplate) {
      if (byte === DOLLAR && (at === last || bytes[at + 1] === OPEN)) return at
    } else if (byte === LINE || byte === RETURN) return at
  }
  return bytes.length
}

/** Behind a comment of one line, or of several; undefined where it goes on. */
export function endOfComment(
  bytes: Buffer,
  begins: number,
  kind: 'line' | 'comment',
): number | undefined {
  if (kind === 'comment') {
    const end = bytes.indexOf('*/', begins, 'latin1')
    return end === -1 ? undefined : end + 2
  }
  let at = begins
  while (at < bytes.length && bytes[at] !== LINE && bytes[at] !== RETURN) at += 1
  return at < bytes.length ? at + 1 : undefined
}

/** Whether a comment begins at a slash. */
export function commentAt(bytes: Buffer, at: number): 'line' | 'comment' | undefined {
  const kind = bytes[at + 1]
  return kind === SLASH ? 'line' : kind === STAR ? 'comment' : undefined
}

/** `<!--` begins one too, in scripts that are no modules (ECMAScript 2025, B.1.1). */
export function isOldComment(bytes: Buffer, at: number): boolean {
  return bytes.toString('latin1', at, at + 4) === '<!--'
}
