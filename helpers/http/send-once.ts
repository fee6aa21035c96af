import type { Dispatcher } from 'undici'
import { phasesOf } from './connect/open-connection.ts'
import { authorityOf } from './connect/route.ts'
import type { Connection } from './connection.ts'
import { onAbort, startDeadline } from './deadline.ts'
import { type Came, describeDeadline, describeError, type Failure, failureOf } from './failure.ts'
import {
  createIncoming,
  type Failed,
  hasBody,
  type Incoming,
  type Sent,
  type Whole,
} from './receive.ts'
import { dispatchOptions, type Follower, type Prepared } from './request.ts'

export interface Terms {
  readonly traceparent: string
  readonly bodyLimitBytes: number
  /** What is left of the deadline for this try. */
  readonly budgetMs: number
  /** The whole deadline, and how long the process was held up in the life of the request. */
  readonly timeoutMs: number
  readonly heldUpMs: () => number
  readonly now: () => number
  /** Aborted when the run is stopped. */
  readonly stop: AbortSignal
  readonly follow?: Follower
}

/** Sends one request; resolves whatever the network and the server do. */
export function sendOnce(connection: Connection, request: Prepared, terms: Terms): Promise<Sent> {
  const { budgetMs, follow, stop } = terms
  return new Promise((resolve, reject) => {
    const beganAt = terms.now()
    const attempt = beginAttempt(connection, request, { ...terms, beganAt }, resolve)
    const { came, fail, end } = attempt
    attempt.undoAtEnd(
      startDeadline(
        budgetMs,
        terms,
        (why) => {
          const { route, timings } = connection
          fail(failureOf(why, describeDeadline(route, timings, came(), budgetMs)))
        },
        terms,
      ),
      onAbort(stop, () =>
        fail({ fault: 'own.cancelled', detail: 'the run was stopped before the answer came' }),
      ),
      () => follow?.end?.(),
    )
    const handler = handlerOf(request, follow, {
      ...attempt,
      onEnd: end,
      close: () => end('closed'),
      onError: (error) => {
        if ((error as NodeJS.ErrnoException).code === 'UND_ERR_INVALID_ARG')
          reject(new TypeError('the request holds a header or a path that cannot be sent'))
        const failure = describeError(connection, error, came())
        const isCut = failure.fault === 'http.reset' && came().bytes === 0
        fail(failure, isCut && connection.reused ? 'stale' : 'sound')
      },
    })
    const options = dispatchOptions(connection.route, request, terms.traceparent)
    connection.dispatch(options, handler, beganAt)
  })
}

/** How far one request has come, and how it ends: once. */
interface Attempt extends Pick<Receiver, 'incoming' | 'isTaken' | 'onHead'> {
  came(): Came
  fail(failure: Failure, connection?: Failed['connection']): void
  end(rest?: 'closed'): void
  /** What is done when the attempt has ended, in whatever way. */
  undoAtEnd(...undo: readonly (() => void)[]): void
}

function beginAttempt(
  connection: Connection,
  { method }: Prepared,
  { now, beganAt, bodyLimitBytes, heldUpMs, follow }: Terms & { readonly beganAt: number },
  resolve: (sent: Sent) => void,
): Attempt {
  const passed = () => now() - beganAt
  const incoming = createIncoming(method, bodyLimitBytes, follow?.takes)
  const bytesBefore = connection.bytesRead
  const atEnd: (() => void)[] = []
  let firstByteMs: number | undefined
  let settled = false

  const settle = (outcome: Whole | Failed) => {
    if (settled) return
    settled = true
    for (const undo of atEnd) undo()
    const seen = seenOn(connection, { firstByteMs, totalMs: passed(), heldUpMs: heldUpMs() })
    if (outcome.kind === 'failed' || outcome.rest === 'closed') connection.discard()
    resolve({ ...outcome, ...seen })
  }
  const fail: Attempt['fail'] = (failure, connection = 'sound') =>
    settle({ kind: 'failed', ...failure, connection })

  return {
    incoming,
    fail,
    came: () => ({
      status: incoming.head()?.status,
      bytes: connection.bytesRead - (connection.reused ? bytesBefore : 0),
      bodyBytes: incoming.bodyBytes(),
    }),
    isTaken: (problem) => {
      if (problem !== undefined)
        fail({ fault: 'http.malformed', detail: `${authorityOf(connection.route)}: ${problem}` })
      return !settled
    },
    onHead: () => {
      firstByteMs = passed()
    },
    end: (rest) => {
      const head = incoming.head()
      if (head === undefined) return
      settle({ kind: 'whole', ...head, body: incoming.body(), ...(rest && { rest }) })
    },
    undoAtEnd: (...undo) => {
      atEnd.push(...undo)
    },
  }
}

/** What is done with an answer while it comes. */
interface Receiver {
  readonly incoming: Incoming
  /** Whether more of the answer is taken: not where it has this problem, and not after the end. */
  readonly isTaken: (problem: string | undefined) => boolean
  readonly onHead: () => void
  readonly onEnd: () => void
  /** Enough of it has come. */
  readonly close: () => void
  readonly onError: (error: Error) => void
}

/** Passes what undici reads on to the receiver, and to the follower what is taken of it. */
function handlerOf(
  { method }: Prepared,
  follow: Follower | undefined,
  { incoming, isTaken, onHead, onEnd, close, onError }: Receiver,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart() {},
    onResponseStart({ rawHeaders }, status) {
      const problem = incoming.start(status, rawHeaders as Buffer[])
      const head = incoming.head()
      if (head !== undefined) onHead()
      if (isTaken(problem) && head !== undefined && hasBody(method, head))
        follow?.head(status, head.headers, close)
    },
    onResponseData(_controller, chunk) {
      if (isTaken(incoming.piece(chunk))) follow?.piece(chunk)
    },
    onResponseEnd: () => onEnd(),
    onResponseError: (_controller, error) => onError(error),
  }
}

/** Milliseconds; `heldUpMs` is 0 where this process was not held up. */
interface Measured {
  readonly firstByteMs: number | undefined
  readonly totalMs: number
  readonly heldUpMs: number
}

/** What a connection shows of a request; the phases of opening it belong to the request that opened it. */
function seenOn(
  { timings, reused }: Connection,
  { firstByteMs, totalMs, heldUpMs }: Measured,
): Pick<Sent, 'timing' | 'certificate'> {
  const { certificate } = timings
  return {
    timing: {
      ...(!reused && phasesOf(timings)),
      ...(firstByteMs !== undefined && { firstByteMs }),
      totalMs,
      ...(heldUpMs > 0 && { heldUpMs }),
    },
    ...(certificate !== undefined && { certificate }),
  }
}
