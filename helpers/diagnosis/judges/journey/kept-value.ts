/** A URL of 8,000 octets is what servers should take (RFC 9110 §4.1); ids of real platforms have some forty. */
export const LONGEST_KEPT = 2_000

/**
 * What a step keeps of its answer, as later requests are made of it; undefined for what none can be made of:
 * neither a text nor a number, too long, or nothing that could stand in a path (RFC 3986 §5.2.4).
 */
export function keptValue(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string' || value.length > LONGEST_KEPT) return undefined
  return /^\.{0,2}$/.test(value) ? undefined : value
}
