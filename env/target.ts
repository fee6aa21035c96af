import type { Kind } from './kind.ts'
import type { Secret } from './secret.ts'

/** Where a run goes and with what: the environment, parsed once at the door. */
export interface Target {
  /** What `--env` named: `staging`, or the file. */
  readonly environment: string
  readonly kind: Kind
  /** Normalised URL per variable of kind `url` or `websocket-url`. */
  readonly urls: Readonly<Record<string, string>>
  /** URLs that were given with a slash at their end, with it: for comparing names, not for requests. */
  readonly asGiven?: Readonly<Record<string, string>>
  /** Every other set variable that is not secret, as text. */
  readonly texts: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, Secret>>
  /** PEM of the certificate that CLIENT_CERT_FILE names; its key is among the secrets. */
  readonly clientCertificate?: string
  readonly expectedRevision?: string
  readonly readyWaitSeconds: number
  readonly requestTimeoutMs: number
  /** Requests that one host gets at a time. */
  readonly maxConcurrentRequests: number
  /** Hosts whose certificate may name another host (staging only). */
  readonly knownHosts: readonly string[]
  /** Template of a link to the logs of one request, with `{traceId}`, `{at}` and `{service}`. */
  readonly logUrl?: string
  /** Where each variable's value came from, highest precedence first, and what the URL helper changed. */
  readonly origins: readonly Origin[]
  /** Things allowed with a word: plain http in staging. */
  readonly warnings: readonly ConfigProblem[]
}

/** The life of one variable on its way to the target; `value` is already fit to be shown. */
export interface Origin {
  readonly variable: string
  readonly value: string
  /** `flag --expect-revision`, `process environment`, `env/staging.local.env`, `env/staging.env`, `default`, `derived from API_URL`, `embedded reference`, or `unset`. */
  readonly from: string
  readonly overrides: readonly { readonly from: string; readonly value: string }[]
  /** What normalising changed: "missing scheme: https:// added". */
  readonly normalised: readonly string[]
}

/** One problem of the configuration; all problems are reported together. */
export interface ConfigProblem {
  readonly code:
    | 'config.missing'
    | 'config.placeholder'
    | 'config.invalid'
    | 'config.localhost'
    | 'config.insecure'
  /** The variable or the flag; a place in `contract`, where the problem is in the contract. */
  readonly variable: string
  /** The contract file that has the problem. */
  readonly contract?: string
  /** What is wrong, the rest of a sentence that begins with the variable's name; never with a secret's value. */
  readonly message: string
  /** A value that works. */
  readonly example: string
  readonly from: string
}
