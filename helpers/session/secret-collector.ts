import type { Answer } from '../http/exchange.ts'
import { readCookies } from '../http/header-fields.ts'
import type { Redactor } from '../redact/redact.ts'

/** A JWT (RFC 7519 §3), for any audience. */
const JWT = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g
/** The value of a JSON member whose name ends in token or secret; an address is none. */
const MEMBER = /(?:token|secret)"\s*:\s*"(?!https?:)([^"\\]{16,})"/gi
/** 64 bits as hex, which a session id has at least (OWASP Session Management Cheat Sheet); shorter cookies are settings. */
const SHORTEST_COOKIE = 16

/**
 * Bounds for a server that sends very many secrets: the redactor keeps 60 bytes for each character of one, and up to
 * 900 if every character has escapes. Beyond the bounds, tokens are still redacted by their shape.
 */
const MOST_CHARACTERS = 65_536
const LONGEST = 8_192
const MOST_OF_A_KIND = 20

/** The parts of an answer that may hold secrets. */
type Parts = Pick<Answer, 'headers' | 'text'>

/** Adds the secrets of an answer (cookies, tokens) to the redactor, so that no report shows them in any encoding. */
export function createSecretCollector(redactor: Pick<Redactor, 'add'>): (answer: Parts) => void {
  const known = new Set<string>()
  let room = MOST_CHARACTERS
  return (answer) => {
    for (const secret of secretsIn(answer)) {
      if (known.has(secret) || secret.length > Math.min(room, LONGEST)) continue
      known.add(secret)
      room -= secret.length
      redactor.add(secret)
    }
  }
}

function secretsIn(answer: Parts): readonly string[] {
  const cookies = [...readCookies(answer).values()]
    .map((value) => value.replace(/^"|"$/g, ''))
    .filter(({ length }) => length >= SHORTEST_COOKIE)
  return [
    ...cookies.slice(0, MOST_OF_A_KIND),
    ...matches(JWT, answer.text),
    ...matches(MEMBER, answer.text),
  ]
}

function matches(pattern: RegExp, text: string): readonly string[] {
  const found: string[] = []
  for (const { 0: whole, 1: group } of text.matchAll(pattern)) {
    if (found.length === MOST_OF_A_KIND) break
    found.push(ownCopy(group ?? whole))
  }
  return found
}

/** V8 keeps the whole text in memory for as long as a substring of it lives; a copy does not. */
function ownCopy(part: string): string {
  return Buffer.from(part).toString()
}
