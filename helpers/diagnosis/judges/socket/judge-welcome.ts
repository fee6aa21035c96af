import type { SocketPromise } from '../../../../contracts/schema/socket.ts'
import { expectedInWords, frameSays } from '../../../promise/expectation.ts'
import { lookUpJson } from '../../../promise/where.ts'
import type { Finding } from '../../../record/finding.ts'
import type { Handshake, Heard } from '../../../socket/handshake-fact.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { insteadOf, onSocket, seen } from './judge-heard.ts'

export interface WelcomeFact {
  readonly socket: SocketPromise
  readonly handshake: Handshake
  readonly welcome: Heard
  /** The user that the token names, when it is known. */
  readonly subject?: string | undefined
}

/** Fewest letters of a shortened id that still distinguish users. */
const SHORTEST = 4

/** Whether the welcome came and names the user of the token: a demo user means that the token was not looked at (incident F54). */
export function judgeWelcome({
  socket,
  handshake,
  welcome,
  subject,
}: WelcomeFact): Finding | undefined {
  if (socket.welcome === undefined) return undefined
  const instead = insteadOf(welcome, socket.welcome.marks)
  const promise = 'the connection welcomes the user that the token names'
  const asked = onSocket(handshake.asked)
  const marks = socket.welcome.marks.map(expectedInWords).join(', or ')
  if (instead !== undefined)
    return findingOf(instead.code, socket.service, asked, {
      promise,
      expected: marks,
      got: instead.got,
      evidence: seen(welcome),
      ...(instead.says !== undefined && { summary: `${socket.service} ${instead.says}` }),
    })
  if (welcome.kind !== 'frame') return undefined
  const { frame } = welcome
  if (!socket.welcome.marks.some((says) => frameSays(frame, says)))
    return findingOf('ws.closed', socket.service, asked, {
      promise,
      expected: marks,
      got: quote(frame.text, 240),
    })
  const named = socket.welcome.subject
    .map((where) => lookUpJson(frame.json, where))
    .find((value) => value !== undefined)
  if (subject === undefined || named === undefined) return undefined
  if (typeof named === 'string' && names(named, subject)) return undefined
  return findingOf('ws.wrong-identity', socket.service, asked, {
    promise,
    expected: `${socket.welcome.subject.join(' or ')}: ${quote(subject, 80)}, whole or shortened`,
    got: quote(JSON.stringify(named) ?? '', 80),
    evidence: [`the welcome: ${quote(frame.text, 240)}`],
  })
}

/** The id itself, or its beginning followed by dots, as some generations shorten it. */
function names(named: string, subject: string): boolean {
  if (named === subject) return true
  const beginning = /^(.+?)(?:\.{3}|…)$/.exec(named)?.[1]
  return (
    beginning !== undefined &&
    beginning.length >= Math.min(SHORTEST, subject.length) &&
    subject.startsWith(beginning)
  )
}
