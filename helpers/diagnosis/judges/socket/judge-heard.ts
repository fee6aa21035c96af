import type { Says } from '../../../../contracts/schema/common.ts'
import type { SocketPromise } from '../../../../contracts/schema/socket.ts'
import type { Asked } from '../../../http/exchange.ts'
import { expectedInWords } from '../../../promise/expectation.ts'
import { isInJson } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Closed, Handshake, Heard } from '../../../socket/handshake-fact.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { frameInWords } from './opening-fact.ts'
import type { BrokenHandshake } from './refused-handshake.ts'

/** What was heard after a message on an open connection. */
export interface SaidFact {
  readonly handshake: Handshake
  readonly heard: Heard
  /** The same on further connections, where nothing of the kind came. */
  readonly again?: readonly Heard[]
}

/** The first line where what is missing comes on some connections: how often not. Undefined where it never comes. */
export function heardSometimes(
  { handshake, again = [] }: Pick<SaidFact, 'handshake' | 'again'>,
  { service, missing }: { readonly service: string; readonly missing: string },
): { readonly summary?: string } {
  const came = again.filter(({ kind }) => kind === 'frame').length
  if (came === 0) return {}
  const times = `${again.length + 1 - came} of ${again.length + 1} times at ${handshake.asked.url}`
  return {
    summary: `${service} opens the WebSocket, and ${missing} does not come ${times}, as when one instance is broken`,
  }
}

/**
 * What came in place of the expected frame; undefined if the frame came, or our own process was held up.
 * @param promised the frames that were waited for: where they are JSON, frames that are none are a fault by themselves.
 */
export function insteadOf(
  heard: Heard,
  promised: readonly Says[] = [],
): BrokenHandshake | undefined {
  switch (heard.kind) {
    case 'closed': {
      const closed = closedInWords(heard.closed)
      const last = heard.seen.at(-1)
      const after = last === undefined ? ' and' : `, sends ${frameInWords(last, 120)} and`
      return {
        code: COMING_BACK.has(heard.closed.code) ? 'ws.unavailable' : 'ws.closed',
        got: `the connection closed with ${closed}, ${heard.closed.atMs} ms after it opened`,
        says: `opens the WebSocket${after} closes it again with ${closed}, after ${heard.closed.atMs} ms`,
      }
    }
    case 'broken-frame':
    case 'flood':
      return {
        code: 'ws.malformed',
        got: quote(heard.detail, 200),
        says: `sends over the WebSocket what clients cannot read: ${quote(heard.detail, 200)}`,
      }
    case 'silence':
      return inSilence(heard, promised)
    default:
      return undefined
  }
}

/** Codes of a server that restarts or has no room (RFC 6455, IANA registry of close codes). */
const COMING_BACK: ReadonlySet<number> = new Set([1012, 1013])

/** Codes that no server sends: a client reads them out of what is missing (RFC 6455 §7.4.1). */
const UNSENT: ReadonlyMap<number, string> = new Map([
  [1005, ' (a close without a code)'],
  [1006, ' (the connection ended without a close)'],
])

/** Code and reason of a close. */
export function closedInWords({ code, reason }: Pick<Closed, 'code' | 'reason'>): string {
  return `${code}${UNSENT.get(code) ?? ''}${reason === '' ? '' : ` ${quote(reason, 120)}`}`
}

function inSilence(
  { waitedMs, waitedFor, seen: came }: Extract<Heard, { kind: 'silence' }>,
  promised: readonly Says[],
): BrokenHandshake {
  const got = `nothing of the kind in ${waitedMs} ms, waiting for ${waitedFor}`
  const last = came.at(-1)
  if (last === undefined)
    return {
      code: 'ws.silent',
      got,
      says: `opens the WebSocket, and ${waitedFor} does not come: it sends nothing`,
    }
  const isJsonPromised = promised.length > 0 && promised.every(({ at }) => isInJson(at))
  const strange = isJsonPromised ? came.find(({ json }) => json === undefined) : undefined
  return strange === undefined
    ? {
        code: 'ws.silent',
        got,
        says: `opens the WebSocket and sends ${frameInWords(last, 120)}, and not ${waitedFor}`,
      }
    : {
        code: 'ws.malformed',
        got: `${frameInWords(strange, 160)}, where JSON is promised`,
        says: `sends frames over the WebSocket that are not JSON: ${frameInWords(strange, 120)}`,
      }
}

/** Whether a server says that there is no room for one more connection. */
export function isCrowded(said: string): boolean {
  return /too many (?:concurrent |open )?connections|connection limit|max(?:imum)? (?:number of )?connections/i.test(
    said,
  )
}

/** If a server says that a user has too many connections, the first step is to look for the others. */
export function crowded(got: string): { readonly nextSteps?: readonly string[] } {
  return isCrowded(got)
    ? {
        nextSteps: [
          'The server counts the connections of a user: check that no other run or person is signed in as the user of this run, then run again.',
        ],
      }
    : {}
}

/** Whether a ping was answered (the platform's own ping message, not the control frame). */
export function judgePong(fact: SaidFact, socket: SocketPromise): Finding | undefined {
  return judgeReply(fact, socket, 'a ping is answered')
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
  { handshake, heard, again }: SaidFact,
  socket: SocketPromise,
  promise: string,
): Finding | undefined {
  const instead = insteadOf(heard, socket.ping?.hears)
  if (instead === undefined) return undefined
  return findingOf(instead.code, socket.service, onSocket(handshake.asked), {
    promise,
    expected:
      socket.ping === undefined
        ? 'an open connection'
        : socket.ping.hears.map(expectedInWords).join(', '),
    got: instead.got,
    evidence: seen(heard),
    ...(instead.says !== undefined && { summary: `${socket.service} ${instead.says}` }),
    ...heardSometimes({ handshake, ...(again && { again }) }, { ...socket, missing: 'the pong' }),
    ...crowded(instead.got),
  })
}

/** The last frames that came in its place, quoted. */
export function seen(heard: Heard): readonly string[] {
  return heard.seen.slice(-3).map((frame) => `heard instead: ${frameInWords(frame, 160)}`)
}

/** A message on a connection is not a GET: reports say WS. */
export function onSocket(asked: Asked): Asked {
  return { ...asked, method: 'WS' }
}
