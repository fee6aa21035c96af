import type { SocketCredential, SocketPromise } from '../../../../contracts/schema/socket.ts'
import type { Answer } from '../../../http/exchange.ts'
import type { Code } from '../../../record/code.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Broken, Heard, Opened } from '../../../socket/handshake-fact.ts'
import type { SocketRefusal } from '../../../socket/refusal-of.ts'
import { quote } from '../../../text/quote.ts'
import { describeExchange } from '../describe-exchange.ts'
import { findingOf } from '../finding-of.ts'
import { isTooLarge } from '../health/answer-signs.ts'
import { edgeCode, edgeOf } from '../health/edge-of.ts'
import { crowded, insteadOf } from './judge-heard.ts'
import { type HandshakeFact, type OpeningFact, wayInWords, waysTried } from './ways-tried.ts'

/** Codes of a close that refuses the caller; others end the connection for another reason (RFC 6455 §7.4). */
const REFUSING_CLOSES = new Set([1008, 3000, 3003, 401, 403])
const NOT_READY = /not.?ready|startup|starting|unavailable|failed_services|retry_after/i

/** Whether the socket opened for a good token and selected a promised subprotocol; if not, which of the many ways of refusing it was. */
export function judgeHandshake(fact: HandshakeFact): Finding | undefined {
  const { socket, attempt, way = socket.ways[0] } = fact
  const what = fact.what ?? `a user token ${wayInWords(way)}`
  const broken = brokenBy(attempt, socket, way)
  if (broken === undefined) return undefined
  if (fact.withoutOrigin?.refusal.kind === 'not-refused')
    return findingOf('ws.origin', socket.service, attempt.handshake.asked, {
      promise: `the ${socket.name} socket opens for ${what}`,
      expected: '101 for a handshake with the Origin of the web app, as browsers send it',
      got: broken.got,
      evidence: [
        'the same handshake without Origin: it opens; that excludes token, path and proxy',
      ],
    })
  return findingOf(broken.code, socket.service, attempt.handshake.asked, {
    promise: `the ${socket.name} socket opens for ${what}`,
    expected: `101${socket.subprotocols.length === 0 ? '' : `, subprotocol ${socket.subprotocols.join(' or ')}`}, and no refusal after it`,
    got: broken.got,
    evidence: waysTried(fact),
    ...crowded(broken.got),
  })
}

interface BrokenHandshake {
  readonly code: Code
  readonly got: string
}

function brokenBy(
  { handshake, heard, refusal }: OpeningFact,
  socket: SocketPromise,
  way: SocketCredential | undefined,
): BrokenHandshake | undefined {
  switch (handshake.kind) {
    case 'refused':
      return { code: refusedCode(handshake.answer), got: describeExchange(handshake.answer) }
    case 'broken':
      return { code: BROKEN_CODES[handshake.fault], got: quote(handshake.detail, 200) }
    case 'no-answer':
      return {
        code: silentCode(handshake.noAnswer.fault),
        got: describeExchange(handshake.noAnswer),
      }
    case 'opened':
      return refusal.kind === 'refused'
        ? refusedAfter(refusal)
        : (endedBy(heard, refusal) ?? unselected(handshake, socket, way))
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

/** Words by which a server says that it got a plain request where a handshake belongs: something dropped Upgrade. */
const SAYS_NO_UPGRADE = /\bupgrade\b|not a websocket handshake|websocket protocol/i

function refusedCode(answer: Answer): Code {
  const { status } = answer
  if (isTooLarge(answer) && status !== 431) return 'edge.limit'
  if (edgeOf(answer) !== undefined) return edgeCode(status)
  if (status >= 500 || NOT_READY.test(answer.text.slice(0, 2048))) return 'ws.unavailable'
  if (status === 404 || status === 405 || status === 410) return 'ws.missing'
  const isPlain = status === 400 && SAYS_NO_UPGRADE.test(answer.text.slice(0, 2048))
  return status < 400 || status === 426 || isPlain ? 'ws.no-upgrade' : 'ws.refused'
}

/** `own.*` does not reach this judge. */
function silentCode(fault: string): Code {
  return fault === 'http.timeout'
    ? 'ws.timeout'
    : fault === 'http.reset'
      ? 'ws.closed'
      : fault === 'http.malformed'
        ? 'ws.no-upgrade'
        : (fault as Code)
}

/** A socket that opened, and ended before its welcome. */
function endedBy(heard: Heard | undefined, refusal: SocketRefusal): BrokenHandshake | undefined {
  return heard === undefined || refusal.kind !== 'unclear' ? undefined : insteadOf(heard)
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

function refusedAfter(refusal: Extract<SocketRefusal, { kind: 'refused' }>): BrokenHandshake {
  if (refusal.by === 'frame')
    return {
      code: NOT_READY.test(refusal.frame.text) ? 'ws.unavailable' : 'ws.refused',
      got: `101, then a frame that refuses: ${quote(refusal.frame.text, 200)}`,
    }
  if (refusal.by === 'status') return { code: 'ws.refused', got: `${refusal.status}` }
  const refuses =
    REFUSING_CLOSES.has(refusal.code) || (refusal.code >= 4000 && refusal.code <= 4999)
  return {
    code: refuses ? 'ws.refused' : 'ws.closed',
    got: `101, then closed with ${refusal.code}${refusal.reason === '' ? '' : ` ${quote(refusal.reason, 120)}`}`,
  }
}

/** `jwt.*` is met by anything that begins with `jwt.`. */
function selects(promised: string, selected: string): boolean {
  return promised.endsWith('*') ? selected.startsWith(promised.slice(0, -1)) : selected === promised
}
