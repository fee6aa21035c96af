import type { SocketPromise } from '../../../../contracts/schema/socket.ts'
import type { Asked } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Handshake, Heard } from '../../../socket/handshake-fact.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'

/** What was heard after a message on an open connection. */
export interface SaidFact {
  readonly handshake: Handshake
  readonly heard: Heard
}

/** What came in place of the expected frame; undefined if the frame came, or our own process was held up. */
export function insteadOf(heard: Heard): { readonly code: Code; readonly got: string } | undefined {
  switch (heard.kind) {
    case 'closed':
      return {
        code: 'ws.closed',
        got: `the connection closed with ${heard.closed.code}${heard.closed.reason === '' ? '' : ` ${quote(heard.closed.reason, 120)}`}, ${heard.closed.atMs} ms after it opened`,
      }
    case 'broken-frame':
      return { code: 'ws.malformed', got: quote(heard.detail, 200) }
    case 'flood':
      return { code: 'ws.malformed', got: quote(heard.detail, 200) }
    case 'silence':
      return {
        code: 'ws.silent',
        got: `nothing of the kind in ${heard.waitedMs} ms, waiting for ${heard.waitedFor}`,
      }
    default:
      return undefined
  }
}

/** If a server says that a user has too many connections, the first step is to look for the others. */
export function crowded(got: string): { readonly nextSteps?: readonly string[] } {
  return /too many (?:concurrent )?connections|connection limit/i.test(got)
    ? {
        nextSteps: [
          'The server counts the connections of a user: check that no other run or person is signed in as the user of this run, then run again.',
        ],
      }
    : {}
}

/** Whether a ping was answered (the platform's own ping message, not the control frame). */
export function judgePong(
  { handshake, heard }: SaidFact,
  socket: SocketPromise,
): Finding | undefined {
  return judgeReply({ handshake, heard }, socket, 'a ping is answered')
}

/** Whether the connection survives an unexpected message: the server answers a ping that is sent after it. */
export function judgeHarmless(
  { handshake, heard }: SaidFact,
  message: SocketPromise['harmless'][number],
  socket: SocketPromise,
): Finding | undefined {
  return judgeReply({ handshake, heard }, socket, `the connection survives ${message.title}`)
}

function judgeReply(
  { handshake, heard }: SaidFact,
  socket: SocketPromise,
  promise: string,
): Finding | undefined {
  const instead = insteadOf(heard)
  if (instead === undefined) return undefined
  return findingOf(instead.code, socket.service, onSocket(handshake.asked), {
    promise,
    expected:
      socket.ping === undefined
        ? 'an open connection'
        : socket.ping.hears.map(({ at, is }) => `${at}: ${is.join(' or ')}`).join(', '),
    got: instead.got,
    evidence: seen(heard),
    ...crowded(instead.got),
  })
}

/** The last frames that came in its place, quoted. */
export function seen(heard: Heard): readonly string[] {
  return heard.seen.slice(-3).map(({ text }) => `heard instead: ${quote(text, 160)}`)
}

/** A message on a connection is not a GET: reports say WS. */
export function onSocket(asked: Asked): Asked {
  return { ...asked, method: 'WS' }
}
