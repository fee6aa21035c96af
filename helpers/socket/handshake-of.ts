import { type ConnectTimings, phasesOf } from '../http/connect/open-connection.ts'
import { authorityOf, type Route } from '../http/connect/route.ts'
import { decodeBody } from '../http/content-coding.ts'
import type { Passed } from '../http/deadline.ts'
import type { Answer, Asked, Timing } from '../http/exchange.ts'
import { describeDeadline, type Failure, failureOf } from '../http/failure.ts'
import { parseJson } from '../http/read-body.ts'
import type { Handshake, Opened, Unanswered } from './handshake-fact.ts'
import type { RefusedRaw, Shaken } from './shake-hands.ts'

/** Why the other end could make nothing of a handshake: not reached, too late, or stopped by us. */
export type HandshakeFailure =
  | ({ readonly kind: 'unreached' } & Failure)
  | { readonly kind: 'late'; readonly passed: Passed; readonly bytes: number }
  | { readonly kind: 'stopped' }

export interface HandshakeContext {
  readonly asked: Asked
  readonly route: Route
  readonly timings: ConnectTimings
  readonly timeoutMs: number
}

/** Longest refusal in clear, when it came compressed although the handshake did not offer compression. */
const CLEAR_LIMIT_BYTES = 65_536

type ShakenOpen = Extract<Shaken, { kind: 'opened' }>

/** The fact of a connection that opened. */
export function openedOf(result: ShakenOpen, { asked, timings }: HandshakeContext): Opened {
  const { subprotocol, headers, headAt } = result
  return { kind: 'opened', asked, subprotocol, headers, timing: timingOf(timings, headAt) }
}

/** The fact of a handshake that did not open a connection. */
export async function handshakeOf(
  result: Exclude<Shaken, ShakenOpen> | HandshakeFailure,
  context: HandshakeContext,
): Promise<Exclude<Handshake, Opened>> {
  const { asked, route, timings } = context
  const timing = timingOf(timings, 'headAt' in result ? result.headAt : undefined)
  switch (result.kind) {
    case 'broken':
      return {
        kind: 'broken',
        asked,
        fault: result.fault,
        detail: result.detail,
        headers: result.headers,
        timing,
      }
    case 'refused':
      return { kind: 'refused', asked, answer: await answerOf(result, context, timing) }
    case 'failed':
      return unanswered(context, timing, {
        fault: result.fault,
        detail: `${authorityOf(route)}: ${result.reason}`,
      })
    case 'unreached':
      return unanswered(context, timing, result)
    case 'stopped':
      return unanswered(context, timing, {
        fault: 'own.cancelled',
        detail: 'the run was stopped before the handshake was complete',
      })
    case 'late': {
      const came = { status: undefined, bytes: result.bytes, bodyBytes: 0 }
      const silence = describeDeadline(route, timings, came, context.timeoutMs)
      return unanswered(context, timing, failureOf(result.passed, silence))
    }
  }
}

function timingOf(timings: ConnectTimings, headAt: number | undefined): Timing {
  const firstByte = headAt === undefined ? {} : { firstByteMs: headAt - timings.beganAt }
  return { ...phasesOf(timings), ...firstByte, totalMs: performance.now() - timings.beganAt }
}

/** A body that cannot be unpacked is left out: the status has refused. */
async function answerOf(
  { status, headers, body }: RefusedRaw,
  { asked, timings }: HandshakeContext,
  timing: Timing,
): Promise<Answer> {
  const decoded = await decodeBody(body, headers['content-encoding'] ?? '', CLEAR_LIMIT_BYTES)
  const text = 'bytes' in decoded ? new TextDecoder().decode(decoded.bytes) : ''
  const shown = timings.certificate === undefined ? {} : { certificate: timings.certificate }
  return {
    kind: 'answer',
    asked,
    status,
    headers,
    text,
    json: parseJson(text),
    timing,
    ...shown,
    tries: 1,
    earlier: [],
  }
}

function unanswered(
  { asked, timings }: HandshakeContext,
  timing: Timing,
  { fault, detail }: Failure,
): Unanswered {
  const shown = timings.certificate === undefined ? {} : { certificate: timings.certificate }
  return {
    kind: 'no-answer',
    asked,
    noAnswer: { kind: 'no-answer', asked, fault, detail, timing, ...shown, tries: 1, earlier: [] },
  }
}
