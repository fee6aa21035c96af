import type { SocketPromise } from '../../../../contracts/schema/socket.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Handshake, Heard } from '../../../socket/handshake-fact.ts'
import { findingOf } from '../finding-of.ts'
import { settingFor } from '../health/edges/settings.ts'
import { insteadOf, onSocket, seen } from './judge-heard.ts'

/** A connection on which nothing was sent for a while, and the answer to a ping after it. */
export interface QuietFact {
  readonly handshake: Handshake
  /** Silence, or what ended the connection. */
  readonly quiet: Heard
  /** Absent if the connection ended, or no ping is promised. */
  readonly pong?: Heard
}

/** Whether a connection is still there after the promised quiet seconds; one that is cut without a close answers no ping. */
export function judgeQuiet(
  { handshake, quiet, pong }: QuietFact,
  socket: SocketPromise,
): Finding | undefined {
  const seconds = socket.quietSeconds ?? 0
  const ended = quiet.kind === 'silence' ? undefined : insteadOf(quiet)
  const lost = pong === undefined ? undefined : insteadOf(pong, socket.ping?.hears)
  const broken = ended ?? lost
  if (broken === undefined) return undefined
  const headers = handshake.kind === 'opened' ? handshake.headers : {}
  const after = quiet.kind === 'closed' ? ` after ${quiet.closed.atMs} ms` : ''
  return findingOf(broken.code, socket.service, onSocket(handshake.asked), {
    subject: 'a quiet connection',
    promise: `a connection of ${socket.name} stays open for ${seconds} quiet seconds`,
    expected: `an open connection after ${seconds} s`,
    got: broken.got,
    evidence: seen(pong ?? quiet),
    summary:
      ended === undefined
        ? `${socket.service} answers no ping on a WebSocket that was quiet for ${seconds} s: it was cut without a close`
        : `${socket.service} does not keep a quiet WebSocket open for ${seconds} s: it ends${after}`,
    nextSteps: settingFor(headers, 'idle'),
  })
}
