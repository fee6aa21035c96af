import type { SocketCredential, SocketPromise } from '../../../../contracts/schema/socket.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Broken, Heard, Opened } from '../../../socket/handshake-fact.ts'
import type { SocketRefusal } from '../../../socket/refusal-of.ts'
import { quote } from '../../../text/quote.ts'
import { isOpen } from '../../experiments/handshake.ts'
import { findingOf } from '../finding-of.ts'
import { type HandshakeFact, handshakeEvidence, openedSometimes } from './handshake-evidence.ts'
import { crowded, insteadOf } from './judge-heard.ts'
import { admittedInWords, type OpeningFact } from './opening-fact.ts'
import { reasonOf, refusedAfter } from './refused-after.ts'
import { type BrokenHandshake, refusedHandshake } from './refused-handshake.ts'
import { unansweredHandshake } from './unanswered-handshake.ts'

/** Whether the socket opened for a good token and selected a promised subprotocol; if not, which of the many ways of refusing it was. */
export function judgeHandshake(fact: HandshakeFact): Finding | undefined {
  const { socket, attempt, way = socket.ways[0] } = fact
  const what = fact.what ?? admittedInWords(socket, way)
  const broken = brokenBy(fact, way)
  if (broken === undefined) return undefined
  const words = {
    promise: `the ${socket.name} socket opens for ${what}`,
    expected: `101${socket.subprotocols.length === 0 ? '' : `, subprotocol ${socket.subprotocols.join(' or ')}`}, and no refusal after it`,
    got: broken.got,
    evidence: handshakeEvidence(fact),
  }
  const { asked } = attempt.handshake
  const summary = openedSometimes(fact, broken.code)
  if (summary !== undefined)
    return findingOf(broken.code, socket.service, asked, {
      ...words,
      ...reasonOf(attempt),
      summary,
    })
  if (fact.withoutOrigin !== undefined && isOpen(fact.withoutOrigin))
    return findingOf('ws.origin', socket.service, asked, {
      ...words,
      expected: '101 for a handshake with the Origin of the web app, as browsers send it',
    })
  if (fact.withoutOffers !== undefined && isOpen(fact.withoutOffers))
    return findingOf('ws.subprotocol', socket.service, asked, {
      ...words,
      summary: `${socket.service} refuses clients that offer the promised subprotocols at ${asked.url}, and opens for those that offer none`,
    })
  if (fact.withoutCompression !== undefined && isOpen(fact.withoutCompression))
    return findingOf(compressedCode(broken.code, attempt), socket.service, asked, {
      ...words,
      summary: `${socket.service} opens the WebSocket at ${asked.url} for clients without compression only: one that offers permessage-deflate, as browsers do, gets ${broken.got}`,
      nextSteps: [COMPRESSION],
    })
  return findingOf(broken.code, socket.service, asked, {
    ...words,
    ...(broken.says !== undefined && { summary: `${socket.service} ${broken.says}` }),
    ...(broken.nextSteps !== undefined && { nextSteps: broken.nextSteps }),
    ...reasonOf(attempt),
    ...crowded(broken.got),
  })
}

function brokenBy(
  fact: HandshakeFact,
  way: SocketCredential | undefined,
): BrokenHandshake | undefined {
  const { socket, attempt } = fact
  const { handshake, heard, refusal } = attempt
  switch (handshake.kind) {
    case 'refused':
      return refusedHandshake(handshake.answer, fact)
    case 'broken':
      return {
        code: BROKEN_CODES[handshake.fault],
        got: quote(handshake.detail, 200),
        ...(handshake.fault === 'extension-not-offered' && {
          says: `answers the handshake at ${handshake.asked.url} with a 101 that clients refuse: ${handshake.detail}`,
        }),
      }
    case 'no-answer':
      return unansweredHandshake(handshake.noAnswer, fact)
    case 'opened':
      return refusal.kind === 'refused'
        ? refusedAfter(refusal)
        : (endedBy(heard, refusal, socket) ?? unselected(handshake, socket, way))
    default:
      return undefined
  }
}

const BROKEN_CODES: Readonly<Record<Broken['fault'], Code>> = {
  'accept-key': 'ws.no-upgrade',
  'upgrade-header': 'ws.no-upgrade',
  'subprotocol-missing': 'ws.subprotocol',
  'subprotocol-not-offered': 'ws.subprotocol',
  'extension-not-offered': 'ws.malformed',
}

/** A refusal of compression refuses no user, and what comes compressed is there, though it cannot be read. */
function compressedCode(code: Code, { handshake }: OpeningFact): Code {
  return handshake.kind === 'opened' ? code : 'ws.malformed'
}

const COMPRESSION =
  'Compression is at fault: a proxy that changes Sec-WebSocket-Extensions on its way, or frames of another agreement than the 101 says (RFC 7692). Switch permessage-deflate off at the server, or pass the header on as it is in both directions.'

/** A socket that opened, and ended before its welcome. */
function endedBy(
  heard: Heard | undefined,
  refusal: SocketRefusal,
  socket: SocketPromise,
): BrokenHandshake | undefined {
  return heard === undefined || refusal.kind !== 'unclear'
    ? undefined
    : insteadOf(heard, socket.welcome?.marks)
}

/** Only a client that offers subprotocols can expect that one is selected (RFC 6455 §4.2.2). */
function unselected(
  { subprotocol }: Opened,
  socket: SocketPromise,
  way: SocketCredential | undefined,
): BrokenHandshake | undefined {
  if (
    way?.by !== 'subprotocol' ||
    socket.subprotocols.length === 0 ||
    socket.subprotocols.some((promised) => selects(promised, subprotocol))
  )
    return undefined
  return {
    code: 'ws.subprotocol',
    got:
      subprotocol === ''
        ? '101 without a subprotocol'
        : '101 with a subprotocol that was not promised',
  }
}

/** `jwt.*` is met by anything that begins with `jwt.`. */
function selects(promised: string, selected: string): boolean {
  return promised.endsWith('*') ? selected.startsWith(promised.slice(0, -1)) : selected === promised
}
