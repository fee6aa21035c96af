import type { Range } from './range.ts'

const SCHEME = /(?:bearer|basic|authorization:)(?:[ \t]|%20|\+)+/gi

/** The characters of credentials (RFC 6750 §2.1), and `%` for those that were encoded once more. */
const CREDENTIAL = /[A-Za-z0-9._~+/=%-]*/y

/** Longer than words of prose are. */
const LONG = 24

/**
 * Where the credentials stand that follow `Bearer`, `Basic` or the bare header's name. Plain words do not count, or our own prose
 * ("a Bearer token is refused") would lose its object; nor do the parameters of a challenge (`realm="…"`).
 */
export function schemeRanges(text: string): readonly Range[] {
  const ranges: Range[] = []
  for (const { 0: scheme, index } of text.matchAll(SCHEME)) {
    const start = index + scheme.length
    CREDENTIAL.lastIndex = start
    const run = CREDENTIAL.exec(text)?.[0] ?? ''
    if (looksRandom(run)) ranges.push({ start, end: start + run.length })
  }
  return ranges
}

/** A digit, a sign inside, a capital after the first letter, or more letters than a word has. */
function looksRandom(run: string): boolean {
  return run.length >= LONG || /\d|[._~+/=%-]+[A-Za-z0-9]|[A-Za-z][A-Z]/.test(run)
}
