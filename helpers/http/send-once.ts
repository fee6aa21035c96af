import type { Dispatcher } from 'undici'
import { phasesOf } from './connect/open-connection.ts'
import { authorityOf } from './connect/route.ts'
import type { Connection } from './connection.ts'
import { onAbort, startDeadline } from './deadline.ts'
import type { Timing } from './exchange.ts'
import { type Came, describeDeadline, describeError, type Failure, failureOf } from './failure.ts'
import { createIncoming, type Failed, hasBody, type Incoming, type Sent } from './receive.ts'
import { dispatchOptions, type Follower, type Prepared } from './request.ts'

/** What holds for every try of a request. */
export interface SendTerms {
  readonly bodyLimitBytes: number
  /** The whole deadline. */
  readonly timeoutMs: number
  readonly now: () => number
  /** Aborted when the run is stopped. */
  readonly stop: AbortSignal
  readonly follow?: Follower | undefined
}

/** What holds for one try. */
export interface TryTerms {
  readonly traceparent: string
  /** What is left of the deadline. */
  readonly budgetMs: number
  /** How long the process was held up in the life of the request. */
  readonly heldUpMs: () => number
}

/** Sends one request; resolves whatever the network and the server do. */
export function sendOnce(
  connection: Connection,
  request: Prepared,
  terms: SendTerms,
  { traceparent, budgetMs, heldUpMs }: TryTerms,
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const attempt = new Attempt(connection, request, terms, heldUpMs, resolve, reject)
    attempt.undoAtEnd.push(
      startDeadline(budgetMs, { heldUpMs }, (why) => attempt.onDeadline(why, budgetMs), terms),
      onAbort(terms.stop, () => attempt.onStop()),
    )
    const options = dispatchOptions(connection.route, request, traceparent)
    connection.dispatch(options, attempt, attempt.beganAt)
  })
}

/**
 * One request on its way over one connection, which ends once. undici calls it with what it reads; what is taken of that
 * goes on to the follower.
 */
class Attempt implements Dispatcher.DispatchHandler {
  readonly beganAt: number
  /** What is done at the end, in whatever way it comes. */
  readonly undoAtEnd: (() => void)[] = []
  readonly #connection: Connection
  readonly #method: string
  readonly #terms: SendTerms
  readonly #heldUpMs: () => number
  readonly #resolve: (sent: Sent) => void
  readonly #reject: (error: Error) => void
  readonly #incoming: Incoming
  readonly #bytesBefore: number
  #firstByteMs: number | undefined
  #isEnded = false

  constructor(
    connection: Connection,
    { method }: Prepared,
    terms: SendTerms,
    heldUpMs: () => number,
    resolve: (sent: Sent) => void,
    reject: (error: Error) => void,
  ) {
    this.#connection = connection
    this.#method = method
    this.#terms = terms
    this.#heldUpMs = heldUpMs
    this.#resolve = resolve
    this.#reject = reject
    this.#incoming = createIncoming(method, terms.bodyLimitBytes, terms.follow?.takes)
    this.#bytesBefore = connection.bytesRead
    this.beganAt = terms.now()
  }

  onRequestStart(): void {}

  onResponseStart({ rawHeaders }: Dispatcher.DispatchController, status: number): void {
    const problem = this.#incoming.start(status, rawHeaders as Buffer[])
    const head = this.#incoming.head()
    if (head !== undefined) this.#firstByteMs = this.#passedMs()
    if (this.#isTaken(problem) && head !== undefined && hasBody(this.#method, head))
      this.#terms.follow?.head(status, head.headers, () => this.#end('closed'))
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isTaken(this.#incoming.piece(chunk))) this.#terms.follow?.piece(chunk)
  }

  onResponseEnd(): void {
    this.#end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if ((error as NodeJS.ErrnoException).code === 'UND_ERR_INVALID_ARG')
      this.#reject(new TypeError('the request holds a header or a path that cannot be sent'))
    const came = this.#came()
    const failure = describeError(this.#connection, error, came)
    const isCut = failure.fault === 'http.reset' && came.bytes === 0
    this.#fail(failure, isCut && this.#connection.reused ? 'stale' : 'sound')
  }

  onDeadline(why: Parameters<typeof failureOf>[0], budgetMs: number): void {
    const { route, timings } = this.#connection
    this.#fail(failureOf(why, describeDeadline(route, timings, this.#came(), budgetMs)))
  }

  onStop(): void {
    this.#fail({ fault: 'own.cancelled', detail: 'the run was stopped before the answer came' })
  }

  /** Whether more of the answer is taken: not where it has this problem, and not after the end. */
  #isTaken(problem: string | undefined): boolean {
    if (problem !== undefined) {
      const detail = `${authorityOf(this.#connection.route)}: ${problem}`
      this.#fail({ fault: 'http.malformed', detail })
    }
    return !this.#isEnded
  }

  #came(): Came {
    const { bytesRead, reused } = this.#connection
    return {
      status: this.#incoming.head()?.status,
      bytes: bytesRead - (reused ? this.#bytesBefore : 0),
      bodyBytes: this.#incoming.bodyBytes(),
    }
  }

  #passedMs(): number {
    return this.#terms.now() - this.beganAt
  }

  #fail({ fault, detail }: Failure, connection: Failed['connection'] = 'sound'): void {
    if (this.#isEnded) return
    this.#leave()
    this.#resolve({ kind: 'failed', fault, detail, connection, ...this.#seen() })
    this.#connection.discard()
  }

  #end(rest?: 'closed'): void {
    const head = this.#incoming.head()
    if (this.#isEnded || head === undefined) return
    this.#leave()
    const { status, headers } = head
    const body = this.#incoming.body()
    const whole = { kind: 'whole', status, headers, body, ...this.#seen() } as const
    this.#resolve(rest === undefined ? whole : { ...whole, rest })
    if (rest === 'closed') this.#connection.discard()
  }

  #leave(): void {
    this.#isEnded = true
    for (const undo of this.undoAtEnd) undo()
    this.#terms.follow?.end?.()
  }

  /** What the connection shows of the request; the phases of opening it belong to the request that opened it. */
  #seen(): Pick<Sent, 'timing' | 'certificate'> {
    const { timings, reused } = this.#connection
    const { certificate } = timings
    const totalMs = this.#passedMs()
    const heldUpMs = this.#heldUpMs()
    const firstByteMs = this.#firstByteMs
    const timing: Timing = {
      ...(!reused && phasesOf(timings)),
      ...(firstByteMs !== undefined && { firstByteMs }),
      totalMs,
      ...(heldUpMs > 0 && { heldUpMs }),
    }
    return certificate === undefined ? { timing } : { timing, certificate }
  }
}
