import type { Code } from '../../../record/code.ts'
import type { Severity } from '../../../record/finding.ts'

/** What is known about a code before anything is seen: all texts are templates for `fillCode`. */
export interface CodeEntry {
  /** What was seen, one sentence in the present tense, for the table in the docs. */
  readonly meaning: string
  /** By default; policy and contract may choose the other. */
  readonly severity: Severity
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

// Commands that several codes name in their next steps, as they are typed.

/** What the service wrote, newest first. Unfiltered: lines on stderr carry no severity to filter by. */
export const READ_LOG = '`gcloud run services logs read {deployedAs} --region {region} --limit 100`'

/** Which revisions exist, which are ready, which get traffic. */
export const LIST_REVISIONS = '`gcloud run revisions list --service {deployedAs} --region {region}`'

/** Variables, secrets, limits, network and traffic as deployed. */
export const DESCRIBE_SERVICE = '`gcloud run services describe {deployedAs} --region {region}`'

export const ROLL_BACK =
  '`gcloud run services update-traffic {deployedAs} --region {region} --to-revisions PREVIOUS_REVISION=100`'

export const MOVE_TRAFFIC_TO_LATEST =
  '`gcloud run services update-traffic {deployedAs} --region {region} --to-latest`'

export const SHOW_ANSWER = "`curl -sS -i --max-time 30 '{url}'`"

/** Prints a hash and no secret; a newline at the end of the value changes it. */
export const HASH_SECRET =
  '`gcloud secrets versions access latest --secret SECRET_NAME | sha256sum`'

export const SHOW_CERTIFICATE =
  '`openssl s_client -connect {host}:{port} -servername {host} </dev/null | openssl x509 -noout -subject -issuer -dates -ext subjectAltName`'

/** A handshake by hand; the key is any 16 bytes in base64 (RFC 6455 section 4.1). */
export const SHOW_HANDSHAKE =
  "`curl -sS -i --http1.1 --max-time 10 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: c21va2UtdGVzdC1zbW9rZQ==' '{url}'`"

export const EXPLAIN_ENVIRONMENT = '`npm test -- --env {environment} --explain-env`'
