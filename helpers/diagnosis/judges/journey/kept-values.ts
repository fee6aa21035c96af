import type { Says } from '../../../../contracts/schema/common.ts'
import { fillKnown } from '../../../promise/template.ts'

/** A URL of 8,000 octets is what servers should take (RFC 9110 §4.1); ids of real platforms have some forty. */
export const LONGEST_KEPT = 2_000

/**
 * What a step keeps of its answer, as later requests are made of it; undefined for what none can be made of:
 * neither a text nor a number, too long, or not possible in a path (RFC 3986 §5.2.4).
 */
export function keptValue(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string' || value.length > LONGEST_KEPT) return undefined
  return /^\.{0,2}$/.test(value) ? undefined : value
}

/** Puts in what earlier steps kept; an unknown name stays as it is and matches nothing. */
export function fill<T>(word: T, kept: Readonly<Record<string, string>>): T | string {
  return typeof word === 'string' ? fillKnown(word, kept) : word
}

/** What is expected, with what earlier steps kept. A pattern gets it as a text, and not as a pattern. */
export function filled(says: Says, kept: Readonly<Record<string, string>>): Says {
  const { at, is, starts, contains, matches } = says
  return {
    at,
    is: is.map((word) => fill(word, kept)),
    ...(starts && { starts: starts.map((text) => fillKnown(text, kept)) }),
    ...(contains && { contains: contains.map((text) => fillKnown(text, kept)) }),
    ...(matches && { matches: matches.map((text) => fillKnown(text, escaped(kept))) }),
  }
}

function escaped(kept: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(kept).map(([name, value]) => [
      name,
      value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'),
    ]),
  )
}
