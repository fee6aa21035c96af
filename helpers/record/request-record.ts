/** The phases of a request, in the order in which they happen. */
export const PHASES = ['turn', 'dns', 'tcp', 'tls', 'firstByte', 'body'] as const

/**
 * What a request spends its time on: waiting for its turn, since a host gets few requests at a time; the name; the
 * connection, with the tunnel of a proxy; TLS; from there to the first byte of the answer; the rest of the answer.
 */
export type Phase = (typeof PHASES)[number]

/** One request as it was sent and answered, retries apart; a WebSocket's handshake is one too. */
export interface RequestRecord {
  /** The contract's name of the service that has this URL; absent for another host. */
  readonly service?: string
  readonly method: string
  /** Redacted; `ws:` or `wss:` for a handshake. */
  readonly url: string
  /** Id of the check that sent it; its answer may serve other checks. Absent if no check had begun. */
  readonly check?: string
  /** When it was wanted: milliseconds since the run started. */
  readonly startMs: number
  /** Milliseconds of each phase that took place, one after the other from `startMs`; without an answer, the last one is where it failed. */
  readonly phases: Readonly<Partial<Record<Phase, number>>>
  /** Of the answer; absent when none came. */
  readonly status?: number
  /** Why no answer came: the code of the layer, or `own.lag` and `own.cancelled` for this process. */
  readonly fault?: string
  readonly traceId: string
}

/** The requests of a run, in the order in which they were wanted. */
export interface RequestLog {
  readonly requests: readonly RequestRecord[]
  /** How many more there were, beyond the limit of a record. */
  readonly leftOut: number
}
