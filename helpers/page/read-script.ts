import { readSyntax, type ScriptKind, type ScriptSyntax } from './script-syntax.ts'
import { callsIn, hostsIn, type StrayAddress, straysIn } from './stray-address.ts'

export interface ScriptReading extends ScriptSyntax {
  readonly strays: readonly StrayAddress[]
  /** Addresses that it calls or that its build put in, of any host, at most 50. */
  readonly calls: readonly string[]
  /** Which of the hosts that were looked for stand in it, anywhere. */
  readonly names: readonly string[]
}

export const NOTHING_READ: ScriptReading = { strays: [], imports: [], calls: [], names: [] }

/** How gzip begins (RFC 1952 §2.3.1), read as UTF-8. */
const GZIP = '\u001f\ufffd\b'

/**
 * Reads a script without running it: the modules that it imports (es-module-lexer), and the addresses in it that no
 * browser of a user can use. `hosts` are looked for anywhere in it.
 */
export async function readScript(
  text: string,
  kind: ScriptKind,
  hosts: readonly string[],
  page: 'http' | 'https' = 'http',
): Promise<ScriptReading> {
  if (text.startsWith(GZIP))
    return { ...NOTHING_READ, error: 'gzip, compressed twice or without Content-Encoding' }
  // UTF-16, which browsers read by its first bytes or by the type: its content is not known here.
  if (/^\ufffd\ufffd|\u0000/.test(text.slice(0, 64))) return NOTHING_READ
  const { names, plain } = hostsIn(text, hosts, page)
  return {
    ...(await readSyntax(text, kind)),
    strays: [...straysIn(text), ...plain],
    calls: callsIn(text),
    names,
  }
}
