import type { OpeningFact } from '../../../helpers/diagnosis/judges/socket/opening-fact.ts'
import type { Answer, NoAnswerFault } from '../../../helpers/http/exchange.ts'
import { parseJson } from '../../../helpers/http/read-body.ts'
import type {
  Broken,
  Closed,
  Ending,
  Frame,
  Handshake,
  Heard,
  Opened,
  Waited,
} from '../../../helpers/socket/handshake-fact.ts'
import { refusalOf } from '../../../helpers/socket/refusal-of.ts'
import { chat } from '../../support/contracts.ts'
import { ASKED, silence } from './facts.ts'

const SOCKET = { ...ASKED, url: 'wss://api.example.com/ws' }

export function frame(body: unknown, atMs = 5): Frame {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { text, json: parseJson(text), binary: false, atMs }
}

export function opened(subprotocol = 'jwt-auth'): Opened {
  return { kind: 'opened', asked: SOCKET, subprotocol, headers: {}, timing: { totalMs: 20 } }
}

export function refusedWith(answer: Answer): Handshake {
  return { kind: 'refused', asked: SOCKET, answer }
}

export function broken(fault: Broken['fault']): Handshake {
  const detail = `the 101 breaks a rule: ${fault}`
  return { kind: 'broken', asked: SOCKET, fault, detail, headers: {}, timing: { totalMs: 20 } }
}

export function unanswered(fault: NoAnswerFault): Handshake {
  return { kind: 'no-answer', asked: SOCKET, noAnswer: silence(fault) }
}

export function heardFrame(body: unknown): Heard {
  return { kind: 'frame', frame: frame(body), seen: [] }
}

export function heard(ending: Ending | Waited, seen: readonly Frame[] = []): Heard {
  return { ...ending, seen }
}

export function closedWith(code: number, reason = '', by: Closed['by'] = 'server'): Ending {
  return { kind: 'closed', closed: { code, reason, by, atMs: 7 } }
}

export function quiet(waitedFor = 'the welcome'): Waited {
  return { kind: 'silence', waitedMs: 10_000, waitedFor }
}

/** An attempt at the chat socket, with what the handshake and the listening after it say about refusal. */
export function opening(handshake: Handshake, listened?: Heard): OpeningFact {
  const { refusalFrames } = chat
  if (listened === undefined) return { handshake, refusal: refusalOf({ handshake, refusalFrames }) }
  const refusal = refusalOf({ handshake, heard: listened, refusalFrames })
  return { handshake, heard: listened, refusal }
}

export const WELCOME = {
  type: 'connection_established',
  data: { event: 'connection_established', user_id: 'user-4711-abcdef' },
}

/** An attempt that went well. */
export function welcomed(): OpeningFact {
  return opening(opened(), heardFrame(WELCOME))
}
