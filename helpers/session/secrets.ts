import { everyExtraHeader } from '../../env/extra-headers.ts'
import type { Secret } from '../../env/secret.ts'
import type { Target } from '../../env/target.ts'
import { namedProxies } from '../http/connect/proxy.ts'
import type { Answer } from '../http/exchange.ts'
import { readCookies } from '../http/header-fields.ts'
import type { Redactor } from '../redact/redact.ts'

/** 64 bits as hex, which a key or an id of a session has at least; a shorter value of a header is a setting, as `staging` is. */
const SHORTEST_VALUE = 16

/**
 * Every secret that a run is configured with: those of the environment, each value of EXTRA_HEADERS alone, which a
 * server may echo, and the credentials of proxies.
 */
export function configuredSecrets(
  { secrets }: Pick<Target, 'secrets'>,
  proxyEnv: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  // Of `Bearer KEY` and `name=KEY`, also the key alone.
  const headers = Object.values(everyExtraHeader({ secrets })).flatMap((value) => [
    ...new Set([value, ...value.split(/[\s=]+/)]),
  ])
  const proxies = namedProxies(proxyEnv).flatMap(({ authorization }) =>
    credentialsIn(authorization?.reveal() ?? ''),
  )
  return [
    ...Object.values(secrets).map((secret) => secret.reveal()),
    ...headers.filter(({ length }) => length >= SHORTEST_VALUE),
    ...proxies,
  ]
}

/** A secret, and the variable that stands for it in a command. */
export type NamedSecret = readonly [name: string, secret: Secret]

/** The secrets of the environment with the names of their variables, the longest first: one may be a part of another. */
export function namedSecrets({
  secrets,
}: Pick<Target, 'secrets'>): readonly (readonly [name: string, secret: string])[] {
  return revealed(Object.entries(secrets))
}

/** The same of other secrets. */
export function revealed(
  named: readonly NamedSecret[],
): readonly (readonly [name: string, secret: string])[] {
  return named
    .map(([name, secret]) => [name, secret.reveal()] as const)
    .sort(([, a], [, b]) => b.length - a.length)
}

/** `Basic <base64 of user:password>` (RFC 7617 §2): the whole pair, and the password alone. */
function credentialsIn(authorization: string): readonly string[] {
  const pair = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8')
  return [pair, pair.slice(pair.indexOf(':') + 1)].filter((text) => text !== '')
}

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
