import type { SocketPromise } from '../../../../contracts/schema/socket.ts'
import type { Asked } from '../../../http/exchange.ts'
import { expectedInWords, frameSays } from '../../../promise/expectation.ts'
import { lookUpEvent } from '../../../promise/where.ts'
import { type Evidence, type Finding, tried } from '../../../record/finding.ts'
import type { Frame, Handshake, Heard } from '../../../socket/handshake-fact.ts'
import { quote } from '../../../text/quote.ts'
import { findingOf } from '../finding-of.ts'
import { heardSometimes, insteadOf, onSocket, seen } from './judge-heard.ts'
import { frameInWords } from './opening-fact.ts'

export interface WelcomeFact {
  readonly socket: SocketPromise
  readonly handshake: Handshake
  readonly welcome: Heard
  /** Where no welcome came in time: what a longer wait on the same connection brought. */
  readonly late?: Heard
  /** What came on further connections. */
  readonly again?: readonly Heard[]
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
  late,
  again = [],
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
      evidence: [...seen(welcome), ...longer(late)],
      ...(instead.says !== undefined && { summary: `${socket.service} ${instead.says}` }),
      ...heardSometimes({ handshake, again }, { ...socket, missing: 'the welcome' }),
      ...(late?.kind === 'frame' && { summary: lateInWords(late.frame, socket) }),
    })
  if (welcome.kind !== 'frame') return undefined
  const { frame } = welcome
  if (!socket.welcome.marks.some((says) => frameSays(frame, says)))
    return findingOf('ws.closed', socket.service, asked, {
      promise,
      expected: marks,
      got: frameInWords(frame, 240),
    })
  const named = socket.welcome.subject
    .map((where) => lookUpEvent(frame, where))
    .find((value) => value !== undefined)
  const isSubject = typeof named === 'string' && subject !== undefined && names(named, subject)
  if (subject === undefined || named === undefined || isSubject)
    return frame.atMs > SLOW_MS ? slow(frame, asked, socket) : undefined
  return findingOf('ws.wrong-identity', socket.service, asked, {
    promise,
    expected: `${socket.welcome.subject.join(' or ')}: ${quote(subject, 80)}, whole or shortened`,
    got: quote(JSON.stringify(named) ?? '', 80),
    evidence: [`the welcome: ${frameInWords(frame, 240)}`],
  })
}

/** A welcome after this time keeps a promise of a longer one, and a user has given up, milliseconds. */
const SLOW_MS = 5_000

function slow(frame: Frame, asked: Asked, socket: SocketPromise): Finding {
  return findingOf('service.slow', socket.service, asked, {
    subject: `the welcome of ${socket.name}`,
    promise: `the connection welcomes a user within ${socket.withinMs} ms`,
    expected: `a welcome within ${SLOW_MS / 1000} s, as users wait`,
    got: `a welcome after ${frame.atMs} ms`,
    summary: lateInWords(frame, socket),
  })
}

function lateInWords({ atMs }: Frame, { service, withinMs }: SocketPromise): string {
  return `${service} welcomes a user of the WebSocket only ${(atMs / 1000).toFixed(1)} s after it opened (within ${withinMs / 1000} s is promised)`
}

/** The experiment that distinguishes late from never. */
function longer(late: Heard | undefined): readonly Evidence[] {
  if (late === undefined) return []
  const changed = 'a longer wait on the same connection'
  return late.kind === 'frame'
    ? [
        tried(
          changed,
          `the welcome, ${late.frame.atMs} ms after it opened`,
          'a welcome that never comes',
        ),
      ]
    : [tried(changed, 'no welcome')]
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
