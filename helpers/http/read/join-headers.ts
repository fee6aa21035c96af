/**
 * The headers of an answer as the fact holds them: lower-case names, repeated ones joined with ", "
 * (RFC 9110 §5.3), except `set-cookie`, which may hold commas (RFC 6265 §3) and is joined with a line
 * feed. Bytes are read as Latin-1 (RFC 9110 §5.5). `raw` alternates names and values.
 */
export function joinHeaders(raw: readonly Buffer[]): Readonly<Record<string, string>> {
  const joined = new Map<string, string>()
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]?.toString('latin1').toLowerCase() ?? ''
    const value = raw[at + 1]?.toString('latin1').trim() ?? ''
    const before = joined.get(name)
    joined.set(
      name,
      before === undefined ? value : before + (name === 'set-cookie' ? '\n' : ', ') + value,
    )
  }
  // `fromEntries` defines properties, so that a header named `__proto__` is only a header.
  return Object.fromEntries(joined)
}
