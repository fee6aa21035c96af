import type { Dispatcher } from 'undici'
import { createByteStore } from './byte-store.ts'
import { phasesOf } from './connect/connect-progress.ts'
import { authorityOf } from './connect/route.ts'
import type { Connection } from './connection.ts'
import { onAbort, startDeadline } from './deadline.ts'
import type { Certificate, NoAnswerFault, Timing } from './exchange.ts'
import { type Came, describeDeadline, describeError } from './failure.ts'
import { joinHeaders } from './header-fields.ts'
import { dispatchOptions, type Follower, type Prepared } from './request.ts'

/** What one request over one connection brought, before anything is made of it. */
export type Sent = (Whole | Failed) & {
  readonly timing: Timing
  readonly certificate?: Certificate
}

export interface Whole {
  readonly kind: 'whole'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** `closed`: by us, when enough of it had come. */
  readonly rest?: 'closed'
}

export interface Failed {
  readonly kind: 'failed'
  readonly fault: NoAnswerFault
  readonly detail: string
  /** `stale`: a kept connection was cut before a byte came, which says nothing about the deployment. */
  readonly connection: 'sound' | 'stale'
}

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

/** A server sends one or two: early hints, and that it is still at work. */
const MOST_INFORMATIONAL = 100

/** Sends one request; resolves whatever the network and the server do. */
export function sendOnce(connection: Connection, request: Prepared, terms: Terms): Promise<Sent> {
  const { bodyLimitBytes, budgetMs, now, follow } = terms
  return new Promise((resolve, reject) => {
    const beganAt = now()
    const passed = () => now() - beganAt
    const body = createByteStore(bodyLimitBytes)
    const bytesBefore = connection.bytesRead
    let head: (Pick<Whole, 'status' | 'headers'> & { firstByteMs: number }) | undefined
    let settled = false
    let informational = 0

    const came = (): Came => ({
      status: head?.status,
      bytes: connection.bytesRead - (connection.reused ? bytesBefore : 0),
      bodyBytes: body.size(),
    })

    const settle = (outcome: Whole | Failed) => {
      if (settled) return
      settled = true
      cancelDeadline()
      takeBack()
      unfollow?.()
      follow?.end?.()
      const { certificate } = connection.timings
      const phases = !connection.reused ? phasesOf(connection.timings) : {}
      const firstByte = head === undefined ? {} : { firstByteMs: head.firstByteMs }
      const heldUpMs = terms.heldUpMs()
      const held = heldUpMs > 0 ? { heldUpMs } : {}
      const timing = { ...phases, ...firstByte, totalMs: passed(), ...held }
      if (outcome.kind === 'failed' || outcome.rest === 'closed') connection.discard()
      resolve({ ...outcome, timing, ...(certificate === undefined ? {} : { certificate }) })
    }
    const fail = (
      fault: NoAnswerFault,
      detail: string,
      connection: Failed['connection'] = 'sound',
    ) => settle({ kind: 'failed', fault, detail, connection })
    const malformed = (how: string) =>
      fail('http.malformed', `${authorityOf(connection.route)}: ${how}`)
    const tooLarge = (how: string) => malformed(`${how}, and the limit is ${bodyLimitBytes} bytes`)

    const cancelDeadline = startDeadline(
      budgetMs,
      terms,
      (why) => {
        const { fault, detail } = describeDeadline(
          connection.route,
          connection.timings,
          came(),
          budgetMs,
        )
        if (why === 'held-up')
          fail('own.lag', `this process was held up, so it proves nothing that ${detail}`)
        else fail(fault, detail)
      },
      terms,
    )
    const takeBack = onAbort(terms.stop, () =>
      fail('own.cancelled', 'the run was stopped before the answer came'),
    )
    const end = (rest?: 'closed') => {
      if (head === undefined) return
      const { status, headers } = head
      settle({ kind: 'whole', status, headers, body: body.bytes(), ...(rest && { rest }) })
    }
    const unfollow = follow && onAbort(follow.enough, () => end('closed'))

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {},
      onResponseStart({ rawHeaders }, status) {
        // Informational answers precede the one that counts (RFC 9110 §15.2); without end they would hold us up.
        if (status < 200) {
          informational += 1
          if (informational > MOST_INFORMATIONAL)
            malformed(`more than ${MOST_INFORMATIONAL} informational answers came before any other`)
          return
        }
        head = { status, headers: joinHeaders(rawHeaders as Buffer[]), firstByteMs: passed() }
        const declared = Number(head.headers['content-length'] ?? 0)
        const bodiless = request.method === 'HEAD' || status === 304
        if (bodiless) return
        if (declared > bodyLimitBytes) tooLarge(`the answer declares ${declared} bytes`)
        else body.expect(declared)
        if (!settled) follow?.head(status, head.headers)
      },
      onResponseData(_controller, chunk) {
        if (!body.add(chunk)) tooLarge(`${body.size()} bytes of the body came and there was more`)
        if (!settled) follow?.piece(chunk)
      },
      onResponseEnd() {
        end()
      },
      onResponseError(_controller, error) {
        if ((error as NodeJS.ErrnoException).code === 'UND_ERR_INVALID_ARG')
          reject(new TypeError('the request holds a header or a path that cannot be sent'))
        const { fault, detail } = describeError(connection, error, came())
        const stale = fault === 'http.reset' && connection.reused && came().bytes === 0
        fail(fault, detail, stale ? 'stale' : 'sound')
      },
    }
    connection.dispatch(
      dispatchOptions(connection.route, request, terms.traceparent),
      handler,
      beganAt,
    )
  })
}
