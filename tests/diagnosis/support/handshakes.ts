import type { SocketCredential } from '../../../contracts/schema/socket.ts'
import { judgeHandshake } from '../../../helpers/diagnosis/judges/socket/judge-handshake.ts'
import type { OpeningFact } from '../../../helpers/diagnosis/judges/socket/opening-fact.ts'
import { chat } from '../../support/contracts.ts'
import { answer } from './facts.ts'
import { opening, refusedWith } from './socket-facts.ts'

export const [BY_SUBPROTOCOL, BY_HEADER] = chat.ways as readonly [
  SocketCredential,
  SocketCredential,
]

/** Answers as uvicorn gives them when the application closes before it accepts. */
export const FORBIDDEN = opening(refusedWith(answer(403, '')))

export const forbidden = (body: unknown): OpeningFact => opening(refusedWith(answer(403, body)))

export interface Beside {
  /** The same token by header. */
  readonly header?: OpeningFact
  readonly bare?: OpeningFact
}

export function judged(attempt: OpeningFact, { header, bare }: Beside = {}) {
  return judgeHandshake({
    socket: chat,
    attempt,
    others: header === undefined ? [] : [{ way: BY_HEADER, fact: header }],
    ...(bare && { bare }),
  })
}
