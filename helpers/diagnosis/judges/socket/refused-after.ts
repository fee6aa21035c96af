import { isRefusedInWords, type SocketRefusal } from '../../../socket/refusal-of.ts'
import { quote } from '../../../text/quote.ts'
import { reasonIn, reasonSaid } from '../describe-exchange.ts'
import { closedInWords, isCrowded } from './judge-heard.ts'
import { frameInWords, type OpeningFact } from './opening-fact.ts'
import { type BrokenHandshake, NOT_READY_WORDS } from './refused-handshake.ts'

/** Codes of a close that refuses the caller; others end the connection for another reason (RFC 6455 §7.4). */
const REFUSING_CLOSES = new Set([1008, 3000, 3003, 401, 403])

/** What a refusal means that came after the socket had opened: in a frame, or by a close. */
export function refusedAfter(
  refusal: Extract<SocketRefusal, { kind: 'refused' }>,
): BrokenHandshake {
  if (refusal.by === 'frame')
    return {
      code: NOT_READY_WORDS.test(refusal.frame.text) ? 'ws.unavailable' : 'ws.refused',
      got: `101, then a frame that refuses: ${frameInWords(refusal.frame, 200)}`,
    }
  if (refusal.by === 'status') return { code: 'ws.refused', got: `${refusal.status}` }
  const closed = closedInWords(refusal)
  if (refusal.code === TOO_MANY || isFailure(refusal.code) || isCrowded(refusal.reason))
    return {
      code: 'ws.unavailable',
      got: `101, then closed with ${closed}`,
      says: `opens the WebSocket and closes it again with ${closed}${refusal.code === TOO_MANY ? ': it is asked too often' : ''}`,
    }
  const refuses = isRefusal(refusal)
  return {
    code: refuses ? 'ws.refused' : refusal.code === NO_SUBPROTOCOL ? 'ws.subprotocol' : 'ws.closed',
    got: `101, then closed with ${closed}`,
    ...(!refuses && { says: `opens the WebSocket and closes it again with ${closed}` }),
  }
}

/** What the server gave as its reason for a refusal, in a body, a frame or a close. */
export function reasonOf({ handshake, refusal }: OpeningFact): { readonly said?: string } {
  if (handshake.kind === 'refused') {
    const said = reasonSaid(handshake.answer)
    return said === undefined ? {} : { said }
  }
  if (refusal.kind !== 'refused' || refusal.by === 'status') return {}
  if (refusal.by === 'frame')
    return { said: reasonIn(refusal.frame.json) ?? frameInWords(refusal.frame, 120) }
  // The close of another meaning stands in the first line with its reason.
  return refusal.reason !== '' && isRefusal(refusal) ? { said: quote(refusal.reason, 120) } : {}
}

type ByClose = Extract<SocketRefusal, { by: 'close' }>

/** Whether a close refuses the caller, by its code or its words; others end the connection for another reason. */
function isRefusal({ code, reason }: ByClose): boolean {
  const isOther = code === TOO_MANY || code === NO_SUBPROTOCOL || isFailure(code)
  if (isOther || isCrowded(reason)) return false
  return (
    REFUSING_CLOSES.has(code) || (code >= 4000 && code <= 4999) || isRefusedInWords(code, reason)
  )
}

/** Close codes of an application's own that are a status of HTTP and 4000, as most choose them. */
const TOO_MANY = 4429
/** Of GraphQL over WebSocket: "Subprotocol not acceptable". */
const NO_SUBPROTOCOL = 4406

/** 4500 to 4599: an error of the server, and no refusal of the user. */
function isFailure(code: number): boolean {
  return code >= 4500 && code <= 4599
}
