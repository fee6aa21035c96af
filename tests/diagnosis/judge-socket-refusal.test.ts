import { describe, expect, test } from 'vitest'
import { judgeSocketRefusal } from '../../helpers/diagnosis/judges/socket/judge-socket-refusal.ts'
import { chat } from '../support/contracts.ts'
import { answer } from './support/facts.ts'
import { FORBIDDEN, judged } from './support/handshakes.ts'
import {
  closedWith,
  heard,
  heardFrame,
  opened,
  opening,
  quiet,
  refusedWith,
  welcomed,
} from './support/socket-facts.ts'

describe('a socket that opens and then turns the user away', () => {
  for (const [what, listened, code] of [
    ['by an error frame', heardFrame({ type: 'error', message: 'AUTH_FAILED' }), 'ws.refused'],
    [
      'by an error frame that says it is not ready',
      heardFrame({ type: 'error', message: 'STARTUP_INCOMPLETE: not ready' }),
      'ws.unavailable',
    ],
    ['by closing with 1008', heard(closedWith(1008, 'Authentication failed')), 'ws.refused'],
    ['by closing with a code of its own', heard(closedWith(4401)), 'ws.refused'],
    [
      'by closing with 1011, which is how it crashes too',
      heard(closedWith(1011, 'setup failed')),
      'ws.closed',
    ],
    ['by just ending', heard(closedWith(1006)), 'ws.closed'],
    ['by closing as if all were said', heard(closedWith(1000, 'main cleanup')), 'ws.closed'],
    [
      'by garbage',
      heard({ kind: 'broken-frame', fault: 'utf8', detail: 'invalid UTF-8' }),
      'ws.malformed',
    ],
    ['by a flood', heard({ kind: 'flood', detail: 'more than 1000 frames' }), 'ws.malformed'],
  ] as const)
    test(`${what}: ${code}`, () => expect(judged(opening(opened(), listened))?.code).toBe(code))

  test('not by saying nothing: the welcome has a check of its own', () => {
    expect(judged(opening(opened(), heard(quiet())))).toBeUndefined()
  })
})

describe('a handshake that nobody should get', () => {
  const wrong = {
    socket: chat,
    what: 'a handshake without a token',
    opened: 'ws.open',
    good: 'opens',
    bypass: 'warning',
  } as const

  for (const [what, fact] of [
    ['by 403', FORBIDDEN],
    ['by 401', opening(refusedWith(answer(401)))],
    ['by an error frame', opening(opened(), heardFrame({ type: 'error_message' }))],
    ['by a close', opening(opened(), heard(closedWith(1008)))],
  ] as const)
    test(`is refused ${what}`, () => expect(judgeSocketRefusal(fact, wrong)).toBeUndefined())

  test('and is welcomed, is open', () => {
    expect(judgeSocketRefusal(welcomed(), wrong)).toMatchObject({
      code: 'ws.open',
      severity: 'failure',
      service: 'backend',
    })
  })

  test('and is left open, is open too: silence let it in', () => {
    const finding = judgeSocketRefusal(opening(opened(), heard(quiet())), wrong)
    expect(finding).toMatchObject({ code: 'ws.open', got: '101, and the connection stays open' })
  })

  test('and crashes, is told as a warning: it was not refused either', () => {
    const crashed = opening(refusedWith(answer(500, 'Internal Server Error')))
    expect(judgeSocketRefusal(crashed, wrong)).toMatchObject({
      code: 'ws.closed',
      severity: 'warning',
    })
  })

  test.each([1000, 1005, 3502])('and is closed with %i, was sent away', (code) => {
    const ended = opening(opened(), heard(closedWith(code)))
    expect(judgeSocketRefusal(ended, wrong)).toBeUndefined()
    expect(judgeSocketRefusal(ended, { ...wrong, good: 'unknown' })?.code).toBe('ws.closed')
  })

  test.each([1001, 1006, 1012])('and is closed with %i, was not refused', (code) => {
    const ended = opening(opened(), heard(closedWith(code)))
    expect(judgeSocketRefusal(ended, wrong)).toMatchObject({
      code: 'ws.closed',
      severity: 'warning',
    })
  })

  test('let in because of test headers, is as bad as the environment says', () => {
    for (const bypass of ['warning', 'failure'] as const)
      expect(
        judgeSocketRefusal(welcomed(), { ...wrong, opened: 'ws.bypass', bypass }),
      ).toMatchObject({
        code: 'ws.bypass',
        severity: bypass,
      })
  })
})

/** A handshake without a token, at a socket that opens for the good one. */
const STRANGER = {
  socket: chat,
  what: 'a request without a token',
  opened: 'ws.open',
  bypass: 'failure',
  good: 'opens',
} as const

test('a socket that greets strangers with bytes: how many, and how they begin', () => {
  const bytes = { length: 40, hex: '20020000' }
  const hello = { text: '', json: undefined, binary: true, bytes, atMs: 5 }
  const fact = opening(opened(), { kind: 'frame', frame: hello, seen: [] })
  const finding = judgeSocketRefusal(fact, STRANGER)
  expect(finding?.got).toBe('101, then: a binary frame of 40 bytes (20020000…)')
})

test('a handshake that gets 404 where a refusal is promised: it is not said to open', () => {
  const fact = opening(refusedWith(answer(404, 'Not Found')))
  const finding = judgeSocketRefusal(fact, STRANGER)
  expect(finding?.severity).toBe('warning')
  expect(finding?.summary).toBe(
    'backend neither opens the chat socket for a request without a token nor refuses it: "the handshake was answered with status 404"',
  )
})
