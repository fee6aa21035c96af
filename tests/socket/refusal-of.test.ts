import { describe, expect, it } from 'vitest'
import type { Says } from '../../contracts/schema/common.ts'
import type { Frame, Handshake, Heard } from '../../helpers/socket/handshake-fact.ts'
import { refusalOf } from '../../helpers/socket/refusal-of.ts'
import { answerOf } from '../http/support/answer-of.ts'

const answer = answerOf('no')
const { asked, timing } = answer
const refusalFrames: readonly Says[] = [
  { at: 'type', is: ['error_message', 'error'] },
  { at: 'text', is: ['denied'] },
]
const opened: Handshake = { kind: 'opened', asked, subprotocol: '', headers: {}, timing }

function frame(text: string): Frame {
  return { text, json: text.startsWith('{') ? JSON.parse(text) : undefined, binary: false, atMs: 1 }
}

function verdict(heard: Heard, handshake: Handshake = opened): string {
  const refusal = refusalOf({ handshake, heard, refusalFrames })
  if (refusal.kind === 'unclear') return `unclear: ${refusal.why}`
  const how =
    refusal.by === 'close'
      ? ` ${refusal.code}`
      : refusal.by === 'frame'
        ? ` ${refusal.frame.text}`
        : ''
  return `${refusal.kind} by ${refusal.by}${how}`
}

function closed(code: number, reason = 'r'): Heard {
  return { kind: 'closed', closed: { code, reason, by: 'server', atMs: 1 }, seen: [] }
}

const WELCOME = frame('{"type":"welcome"}')
const ERROR = frame('{"type":"ERROR_MESSAGE"}')

describe('a handshake', () => {
  it.each([400, 401, 403, 413, 414, 422, 431])('answered with %i is refused', (status) => {
    const handshake: Handshake = { kind: 'refused', asked, answer: { ...answer, status } }
    expect(refusalOf({ handshake, refusalFrames })).toEqual({
      kind: 'refused',
      by: 'status',
      status,
    })
  })

  it.each([200, 302, 404, 426, 429, 500, 502, 503])(
    'answered with %i says nothing about credentials',
    (status) => {
      const handshake: Handshake = { kind: 'refused', asked, answer: { ...answer, status } }
      expect(refusalOf({ handshake, refusalFrames })).toEqual({
        kind: 'unclear',
        why: `the handshake was answered with status ${status}`,
      })
    },
  )

  it('that is broken, unanswered or never sent says nothing either', () => {
    const none = {
      kind: 'no-answer',
      asked,
      fault: 'tcp.refused',
      detail: 'refused',
      timing,
      tries: 1,
      earlier: [],
    } as const
    const handshakes: readonly Handshake[] = [
      { kind: 'broken', asked, fault: 'accept-key', detail: 'broken', headers: {}, timing },
      { kind: 'no-answer', asked, noAnswer: none },
      { kind: 'not-sent', asked, detail: 'odd' },
    ]
    expect(handshakes.map((handshake) => refusalOf({ handshake, refusalFrames }).kind)).toEqual([
      'unclear',
      'unclear',
      'unclear',
    ])
  })
})

describe('an open connection', () => {
  it.each([
    ['not-refused by frame {"type":"welcome"}', { kind: 'frame', frame: WELCOME, seen: [] }],
    ['not-refused by frame {"type":"welcome"}', { kind: 'frame', frame: WELCOME, seen: [ERROR] }],
    ['refused by frame {"type":"ERROR_MESSAGE"}', { kind: 'frame', frame: ERROR, seen: [] }],
    ['refused by frame denied', { kind: 'frame', frame: frame('denied'), seen: [] }],
    ['refused by frame {"type":"ERROR_MESSAGE"}', { ...closed(1011), seen: [WELCOME, ERROR] }],
    [
      'refused by frame {"type":"ERROR_MESSAGE"}',
      { kind: 'silence', waitedMs: 1, waitedFor: 'it', seen: [ERROR] },
    ],
    [
      'refused by close 401',
      { kind: 'broken-frame', fault: 'close-code', closeCode: 401, detail: 'd', seen: [] },
    ],
    [
      'unclear: d',
      { kind: 'broken-frame', fault: 'close-code', closeCode: 1006, detail: 'd', seen: [] },
    ],
    ['unclear: d', { kind: 'flood', detail: 'd', seen: [] }],
    [
      'unclear: this process was held up while it waited',
      { kind: 'held-up', waitedMs: 1, waitedFor: 'it', seen: [] },
    ],
    [
      'not-refused by staying-open',
      { kind: 'silence', waitedMs: 1, waitedFor: 'it', seen: [frame('tick')] },
    ],
  ] as const)('is %s', (expected, heard) => {
    expect(verdict(heard as Heard)).toBe(expected)
  })

  it.each([1003, 1008, 1011, 3000, 3003, 4001, 4401, 4403, 4999])(
    'closed with %i is refused',
    (code) => {
      expect(verdict(closed(code))).toBe(`refused by close ${code}`)
    },
  )

  it.each([
    [3500, 'invalid token', 'refused by close 3500'],
    [3507, 'permission denied', 'refused by close 3507'],
    [3001, 'shutdown', 'unclear: the connection was closed with code 3001'],
    [1000, 'invalid token', 'unclear: the connection was closed with code 1000'],
  ])('closed with %i "%s" is %s', (code, reason, expected) => {
    expect(verdict(closed(code, reason))).toBe(expected)
  })

  it.each([1000, 1001, 1005, 1006, 1012, 1013, 3008])(
    'closed with %i says nothing about credentials',
    (code) => {
      expect(verdict(closed(code))).toBe(`unclear: the connection was closed with code ${code}`)
    },
  )

  it('that nobody listened to was let in', () => {
    expect(refusalOf({ handshake: opened, refusalFrames })).toEqual({
      kind: 'not-refused',
      by: 'staying-open',
    })
  })
})
