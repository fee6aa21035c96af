import type { Says } from '../../contracts/schema/common.ts'
import { frameSays } from '../promise/expectation.ts'
import type { Frame, Handshake, Heard } from './handshake-fact.ts'

/** Whether a connection was refused for its credentials, and in which of the forms real servers use. */
export type SocketRefusal =
  | { readonly kind: 'refused'; readonly by: 'status'; readonly status: number }
  | { readonly kind: 'refused'; readonly by: 'frame'; readonly frame: Frame }
  /** `reason` is the server's text. */
  | {
      readonly kind: 'refused'
      readonly by: 'close'
      readonly code: number
      readonly reason: string
    }
  /** Welcomed, or left open: a server that says nothing has still let the client in. */
  | { readonly kind: 'not-refused'; readonly by: 'frame'; readonly frame: Frame }
  | { readonly kind: 'not-refused'; readonly by: 'staying-open' }
  /** It did not open, or ended, for a reason that says nothing about credentials; `ended` by the server, without an error. */
  | { readonly kind: 'unclear'; readonly why: string; readonly ended?: 'properly' }

export interface RefusalEvidence {
  readonly handshake: Handshake
  /** What waiting for a welcome or a refusal brought; absent if the run did not wait. */
  readonly heard?: Heard
  readonly refusalFrames: readonly Says[]
}

/** RFC 9110 §15.5: unauthorized, forbidden, and what servers answer to a token they cannot even read. */
const STATUSES = [400, 401, 403, 413, 414, 422, 431]

/** RFC 6455 §7.4.1: unacceptable data, policy violation, and an error, which is how some servers (Netra S9) refuse; IANA: 3000 unauthorized, 3003 forbidden. */
const CODES = [1003, 1008, 1011, 3000, 3003]

/** A refusal shows by a status instead of the 101, by a frame that says so, or by the code of the close. */
export function refusalOf({ handshake, heard, refusalFrames }: RefusalEvidence): SocketRefusal {
  if (handshake.kind === 'refused') {
    const { status } = handshake.answer
    if (STATUSES.includes(status)) return { kind: 'refused', by: 'status', status }
    return unclear(`the handshake was answered with status ${status}`)
  }
  if (handshake.kind === 'broken') return unclear(handshake.detail)
  if (handshake.kind === 'no-answer') return unclear(handshake.noAnswer.detail)
  if (handshake.kind === 'not-sent')
    return unclear(`the handshake could not be sent: ${handshake.detail}`)
  if (heard === undefined) return { kind: 'not-refused', by: 'staying-open' }
  return fromHeard(heard, refusalFrames)
}

function fromHeard(heard: Heard, refusalFrames: readonly Says[]): SocketRefusal {
  const refuses = (frame: Frame) => refusalFrames.some((says) => frameSays(frame, says))
  if (heard.kind === 'frame' && !refuses(heard.frame))
    return { kind: 'not-refused', by: 'frame', frame: heard.frame }
  const frame = [...heard.seen, ...(heard.kind === 'frame' ? [heard.frame] : [])].find(refuses)
  if (frame !== undefined) return { kind: 'refused', by: 'frame', frame }
  switch (heard.kind) {
    case 'closed':
      return fromClose(heard.closed.code, heard.closed.reason)
    case 'broken-frame':
      // Some servers close with an HTTP status, which is no close code at all (RFC 6455 §7.4.2).
      if (heard.closeCode === 401 || heard.closeCode === 403)
        return { kind: 'refused', by: 'close', code: heard.closeCode, reason: '' }
      return unclear(heard.detail)
    case 'flood':
      return unclear(heard.detail)
    case 'held-up':
      return unclear('this process was held up while it waited')
    default:
      return { kind: 'not-refused', by: 'staying-open' }
  }
}

/** 4000 to 4999 are the application's own (RFC 6455 §7.4.2): without a welcome before, it sent the client away. */
function fromClose(code: number, reason: string): SocketRefusal {
  const isOwn = code >= 4000 && code <= 4999
  if (CODES.includes(code) || isOwn || isRefusedInWords(code, reason))
    return { kind: 'refused', by: 'close', code, reason }
  const closed = unclear(`the connection was closed with code ${code}`)
  return isProper(code) ? { ...closed, ended: 'properly' } : closed
}

/** RFC 6455 §7.4.1: a normal closure, and a close without a code; §7.4.2: codes of libraries. Others are errors, or of a server that ends. */
function isProper(code: number): boolean {
  return code === 1000 || code === 1005 || (code >= 3000 && code <= 3999)
}

/** Codes of libraries (RFC 6455 §7.4.2) mean what their reason says: Centrifugo 6 closes with 3500 "invalid token", 3507 "permission denied". */
export function isRefusedInWords(code: number, reason: string): boolean {
  return (
    code >= 3000 &&
    code <= 3999 &&
    /invalid token|unauthori[sz]ed|unauthenticated|permission denied|forbidden/i.test(reason)
  )
}

function unclear(why: string) {
  return { kind: 'unclear', why } as const
}
