import { describe, expect, test } from 'vitest'
import { judgeHarmless, judgePong } from '../../helpers/diagnosis/judges/socket/judge-heard.ts'
import { judgeWelcome } from '../../helpers/diagnosis/judges/socket/judge-welcome.ts'
import { saw } from '../../helpers/record/finding.ts'
import type { Heard } from '../../helpers/socket/handshake-fact.ts'
import { chat } from '../support/contracts.ts'
import { closedWith, frame, heard, heardFrame, opened, quiet } from './support/socket-facts.ts'

describe('the welcome', () => {
  const USER = 'user-4711-abcdef'
  const welcomeOf = (user_id: unknown) =>
    heardFrame({
      type: 'connection_established',
      data: { event: 'connection_established', user_id },
    })
  const judged = (welcome: Heard, subject: string | undefined = USER) =>
    judgeWelcome({ socket: chat, handshake: opened(), welcome, subject })

  test.for([USER, 'user-471...', 'user…', 'user-4711-abcde...'])(
    'names the user, whole or shortened: %s',
    (user) => {
      expect(judged(welcomeOf(user))).toBeUndefined()
    },
  )

  test.for<unknown>([
    'demo-user-001',
    'dev-user...',
    'use...',
    'user',
    '...',
    4711,
    null,
    { toString: 1 },
  ])('names somebody else: %o', (user) => {
    expect(judged(welcomeOf(user))).toMatchObject({ code: 'ws.wrong-identity', service: 'backend' })
  })

  test('need not name anyone, and need not be compared when the user is unknown', () => {
    expect(judged(heardFrame({ type: 'connection_established' }))).toBeUndefined()
    expect(
      judgeWelcome({
        socket: chat,
        handshake: opened(),
        welcome: welcomeOf('x'),
        subject: undefined,
      }),
    ).toBeUndefined()
  })

  test('may stand at the top, as the other generation sends it', () => {
    const flat = { type: 'connection_established', user_id: 'demo-user' }
    expect(judged(heardFrame(flat))?.code).toBe('ws.wrong-identity')
  })

  for (const [what, welcome, code] of [
    ['nothing', heard(quiet()), 'ws.silent'],
    ['a close', heard(closedWith(1000, 'bye')), 'ws.closed'],
    ['an error frame', heardFrame({ type: 'error_message' }), 'ws.closed'],
    [
      'garbage',
      heard({ kind: 'broken-frame', fault: 'opcode', detail: 'opcode 3' }),
      'ws.malformed',
    ],
  ] as const)
    test(`${what} instead is ${code}`, () => expect(judged(welcome)?.code).toBe(code))
})

describe('a ping', () => {
  const message = chat.harmless[0] as (typeof chat.harmless)[number]
  const fact = (listened: Heard) => ({ handshake: opened(), heard: listened })

  test('that is answered is good', () => {
    expect(judgePong(fact(heardFrame({ type: 'pong' })), chat)).toBeUndefined()
  })

  test('that is not answered quotes what came instead', () => {
    const other = [frame({ type: 'heartbeat' })]
    expect(judgePong(fact(heard(quiet('the pong'), other)), chat)).toMatchObject({
      code: 'ws.silent',
      got: 'nothing of the kind in 10000 ms, waiting for the pong',
      evidence: ['heard instead: \'{"type":"heartbeat"}\''].map(saw),
    })
  })

  test('after a message nobody expects, on a connection that ends, is told as a close', () => {
    expect(
      judgeHarmless(fact(heard(closedWith(1000, 'main cleanup'))), message, chat),
    ).toMatchObject({
      code: 'ws.closed',
      promise: 'the connection survives a message of an unknown type',
      got: 'the connection closed with 1000 "main cleanup", 7 ms after it opened',
    })
  })
})
