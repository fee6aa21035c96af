/** Gets an answer while it comes; each try of a request begins with a head. */
export interface Follower {
  /** Lower-case names, as `Answer.headers`. */
  head(status: number, headers: Readonly<Record<string, string>>): void
  /** Bytes of the body as they came, still compressed. */
  piece(bytes: Uint8Array): void
  /** The answer is complete, or no more of it comes. */
  end?(): void
  /** Aborted after a head: the connection is closed, and what came until then is the answer. */
  readonly enough: AbortSignal
}

/** Media types of answers that go on: WHATWG HTML §9.2 (server-sent events), lines of JSON, and parts that replace one another. */
const GOES_ON =
  /^(?:text\/event-stream|application\/(?:x-ndjson|ndjson|jsonl|x-jsonlines|stream\+json|json-seq)|multipart\/x-mixed-replace)\b/i

/** Milliseconds after its head at which a good answer counts as one that goes on: long for a body on its way, short for a run. */
const GOING_ON_MS = 1_000

export function isStream(headers: Readonly<Record<string, string>>): boolean {
  return GOES_ON.test(headers['content-type'] ?? '')
}

/**
 * Closes a good answer that goes on: at once where its type says so, else when it is not complete a second after its
 * head. An answer that is not 2xx is read whole, since its body says why.
 */
export function closeWhatGoesOn(): Follower {
  const enough = new AbortController()
  let timer: NodeJS.Timeout | undefined
  return {
    enough: enough.signal,
    head(status, headers) {
      if (status < 200 || status >= 300) return
      if (isStream(headers)) enough.abort()
      else timer = setTimeout(() => enough.abort(), GOING_ON_MS)
    },
    piece() {},
    // Else it keeps the answer in memory for its second: a thousand of them at a thousand routes.
    end: () => clearTimeout(timer),
  }
}
