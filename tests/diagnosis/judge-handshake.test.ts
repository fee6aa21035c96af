import { describe, expect, test } from 'vitest'
import type { SocketCredential } from '../../contracts/schema/socket.ts'
import { judgeHandshake } from '../../helpers/diagnosis/judges/socket/judge-handshake.ts'
import { judgeSocketRefusal } from '../../helpers/diagnosis/judges/socket/judge-socket-refusal.ts'
import type { OpeningFact } from '../../helpers/diagnosis/judges/socket/opening-fact.ts'
import { evidenceText } from '../../helpers/report/words/evidence.ts'
import { chat } from '../support/contracts.ts'
import { answer, page } from './support/facts.ts'
import {
  broken,
  closedWith,
  heard,
  heardFrame,
  opened,
  opening,
  quiet,
  refusedWith,
  unanswered,
  welcomed,
} from './support/socket-facts.ts'

const [BY_SUBPROTOCOL, BY_HEADER] = chat.ways as readonly [SocketCredential, SocketCredential]

/** Answers as uvicorn gives them when the application closes before it accepts. */
const FORBIDDEN = opening(refusedWith(answer(403, '')))
const forbidden = (body: unknown): OpeningFact => opening(refusedWith(answer(403, body)))

interface Beside {
  /** The same token by header. */
  readonly header?: OpeningFact
  readonly bare?: OpeningFact
}

function judged(attempt: OpeningFact, { header, bare }: Beside = {}) {
  return judgeHandshake({
    socket: chat,
    attempt,
    others: header === undefined ? [] : [{ way: BY_HEADER, fact: header }],
    ...(bare && { bare }),
  })
}

test('a socket that opens and welcomes is good', () => {
  expect(judged(welcomed())).toBeUndefined()
})

test('a user with too many connections may be signed in elsewhere', () => {
  const crowded = opening(opened(), heard(closedWith(1008, 'Too many connections')))
  expect(judged(crowded)?.nextSteps?.[0]).toContain('no other run')
  const refused = opening(opened(), heard(closedWith(1008, 'Authentication failed')))
  expect(judged(refused)?.nextSteps).toBeUndefined()
})

test.each([
  ['refused', opening(refusedWith(answer(400, 'bad extension'))), 'ws.malformed'],
  ['closed after it', opening(opened(), heard(closedWith(1002, 'RSV1'))), 'ws.closed'],
] as const)(
  'a handshake that is %s with compression, and opens without, says so',
  (_, attempt, code) => {
    const finding = judgeHandshake({
      socket: chat,
      attempt,
      others: [],
      withoutCompression: welcomed(),
    })
    expect(finding?.code).toBe(code)
    expect(finding?.summary).toContain('for clients without compression only')
    expect(finding?.nextSteps?.[0]).toContain('permessage-deflate')
    expect(finding?.evidence.map(evidenceText)).toContain(
      'excludes token, path and proxy: without compression: it opens',
    )
  },
)

describe('the six 403s', () => {
  test('no token arrives: another way of sending it opens', () => {
    const finding = judged(FORBIDDEN, { header: welcomed(), bare: FORBIDDEN })
    expect(finding?.code).toBe('ws.refused')
    expect(finding?.evidence.map(evidenceText)).toEqual([
      'the same token by Authorization header: it opens',
      'without a token: 403 ""',
      'the token is good and the path is right: a token sent by subprotocol does not arrive, or is not read',
    ])
  })

  test('the Authorization header is stripped, subprotocols pass', () => {
    const finding = judgeHandshake({
      socket: chat,
      way: BY_HEADER,
      attempt: FORBIDDEN,
      others: [{ way: BY_SUBPROTOCOL, fact: welcomed() }],
      bare: FORBIDDEN,
    })
    expect(finding?.promise).toBe('the chat socket opens for a user token by Authorization header')
    expect(finding?.evidence.map(evidenceText).at(-1)).toBe(
      'the token is good and the path is right: a token sent by Authorization header does not arrive, or is not read',
    )
  })

  test('the token is refused: no way opens, and without one it says something else', () => {
    const finding = judged(forbidden({ detail: 'Invalid token' }), {
      header: forbidden({ detail: 'Invalid token' }),
      bare: forbidden({ detail: 'No token' }),
    })
    expect(finding?.code).toBe('ws.refused')
    expect(finding?.evidence.map(evidenceText)).toEqual([
      'the same token by Authorization header: 403 \'{"detail":"Invalid token"}\'',
      'without a token: 403 \'{"detail":"No token"}\'',
      'no way of sending the token opens the socket: that excludes a single way that is lost',
    ])
  })

  test('the path or the subprotocol is wrong: with and without a token it answers alike', () => {
    const finding = judged(FORBIDDEN, { header: FORBIDDEN, bare: FORBIDDEN })
    expect(finding?.code).toBe('ws.refused')
    expect(finding?.evidence.map(evidenceText).at(-1)).toBe(
      'the answers with and without a token are alike: the token is not looked at, does not arrive, or is refused like a missing one',
    )
  })

  test('the service is not ready, and says so', () => {
    expect(judged(forbidden({ error: 'websocket_not_ready', retry_after: 5 }))?.code).toBe(
      'ws.unavailable',
    )
    expect(judged(forbidden({ details: { failed_services: ['redis'] } }))?.code).toBe(
      'ws.unavailable',
    )
  })

  test('the edge refuses', () => {
    const armor = '<!doctype html><meta charset="utf-8"><title>403</title>403 Forbidden'
    expect(judged(opening(refusedWith(page(403, armor, { via: '1.1 google' }))))?.code).toBe(
      'edge.refused',
    )
  })
})

describe('other answers instead of a 101', () => {
  for (const [status, body, code] of [
    [200, '<html>', 'ws.no-upgrade'],
    [302, '', 'ws.no-upgrade'],
    [400, 'bad', 'ws.refused'],
    [401, { detail: 'no' }, 'ws.refused'],
    [404, { detail: 'Not Found' }, 'ws.missing'],
    [405, { detail: 'Method Not Allowed' }, 'ws.missing'],
    [426, 'Upgrade Required', 'ws.no-upgrade'],
    [500, 'Internal Server Error', 'ws.unavailable'],
    [503, { error: 'starting' }, 'ws.unavailable'],
    [502, 'no healthy upstream', 'edge.no-backend'],
    [429, 'Rate exceeded.', 'edge.no-backend'],
  ] as const)
    test(`${status} ${JSON.stringify(body)} is ${code}`, () =>
      expect(judged(opening(refusedWith(answer(status, body))))?.code).toBe(code))
})

describe('a 101 that is none', () => {
  test('does not say that a token was lost on its way', () => {
    const finding = judged(opening(broken('subprotocol-missing')), { header: welcomed() })
    expect(finding?.evidence.map(evidenceText)).toEqual([
      'the same token by Authorization header: it opens',
    ])
  })

  for (const [fault, code] of [
    ['accept-key', 'ws.no-upgrade'],
    ['upgrade-header', 'ws.no-upgrade'],
    ['subprotocol-missing', 'ws.subprotocol'],
    ['subprotocol-not-offered', 'ws.subprotocol'],
    ['extension-not-offered', 'ws.malformed'],
  ] as const)
    test(`${fault} is ${code}`, () => expect(judged(opening(broken(fault)))?.code).toBe(code))
})

describe('no answer', () => {
  for (const [fault, code] of [
    ['http.timeout', 'ws.timeout'],
    ['http.reset', 'ws.closed'],
    ['http.malformed', 'ws.no-upgrade'],
    ['tcp.refused', 'tcp.refused'],
    ['dns.unresolved', 'dns.unresolved'],
    ['tls.untrusted', 'tls.untrusted'],
  ] as const)
    test(`${fault} is ${code}`, () => expect(judged(opening(unanswered(fault)))?.code).toBe(code))
})

describe('the subprotocol', () => {
  test('that begins as promised is good', () => {
    expect(judged(opening(opened('jwt.abc'), heardFrame({ type: 'welcome' })))).toBeUndefined()
  })

  test('that nobody promised is told', () => {
    expect(judged(opening(opened('chat'), heardFrame({ type: 'welcome' })))?.code).toBe(
      'ws.subprotocol',
    )
  })

  test('that is not selected is told, and only to those who offered one', () => {
    const attempt = opening(opened(''), heardFrame({ type: 'welcome' }))
    expect(judged(attempt)?.got).toBe('101 without a subprotocol')
    expect(judgeHandshake({ socket: chat, way: BY_HEADER, attempt, others: [] })).toBeUndefined()
  })
})

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
