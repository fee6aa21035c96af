import type { Code } from '../../../record/code.ts'
import type { Severity } from '../../../record/finding.ts'

/** What is known about a code before anything is seen: all texts are templates for `fillCode`. */
export interface CodeEntry {
  /** What was seen, one sentence in the present tense, for the table in the docs. */
  readonly meaning: string
  /** Default `failure`; policy and contract may choose the other. */
  readonly severity?: Severity
  /** The one line a person reads first. */
  readonly summary: string
  /** Likeliest first, one short sentence each. */
  readonly causes: readonly string[]
  /** For someone on call: what to look at, which command or setting. */
  readonly nextSteps: readonly string[]
}

/** The entries of some layers, all of them: a code without an entry does not compile. */
export type Entries<Layer extends string> = Readonly<
  Record<Extract<Code, `${Layer}.${string}`>, CodeEntry>
>

// What several codes name in their next steps. `{command:…}` is the command of the host that the service runs on
// (../host-commands.ts), in brackets, or nothing where no contract says which host that is.

/** Where the log is, behind the words for it. */
export const LOG = '{command:log}'

/** What the service wrote, newest first. */
export const READ_LOG = `Read the log of {service}${LOG}`

/** Which revisions exist, which are ready, which get traffic. */
export const LOOK_AT_REVISIONS = 'Look at the revisions of {service}{command:revisions}'

/** Variables, secrets, limits and network as deployed. */
export const LOOK_AT_SETTINGS = 'Look at the settings of {service} as deployed{command:describe}'

/** Behind the words for it. */
export const ROLL_BACK = '{command:rollBack}'

/** Prints a hash and no secret; behind the words for it. */
export const HASH_SECRET = '{command:secretHash}'

// Commands that everybody has, as they are typed.

export const SHOW_ANSWER = "`curl -sS -i --max-time 30 '{url}'`"

export const SHOW_CERTIFICATE =
  '`openssl s_client -connect {host}:{port} -servername {host} </dev/null | openssl x509 -noout -subject -issuer -dates -ext subjectAltName`'

/** A handshake by hand; the key is any 16 bytes in base64 (RFC 6455 section 4.1). */
export const SHOW_HANDSHAKE =
  "`curl -sS -i --http1.1 --max-time 10 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: c21va2UtdGVzdC1zbW9rZQ==' '{url}'`"

export const EXPLAIN_ENVIRONMENT = '`npm test -- --env {environment} --explain-env`'
