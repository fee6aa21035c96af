import { describe, expect, test } from 'vitest'
import { judgeHandshake } from '../../helpers/diagnosis/judges/socket/judge-handshake.ts'
import { evidenceText } from '../../helpers/report/words/evidence.ts'
import { chat } from '../support/contracts.ts'
import { answer, page } from './support/facts.ts'
import { BY_HEADER, BY_SUBPROTOCOL, FORBIDDEN, forbidden, judged } from './support/handshakes.ts'
import {
  broken,
  closedWith,
  heard,
  heardFrame,
  opened,
  opening,
  refusedWith,
  unanswered,
  welcomed,
} from './support/socket-facts.ts'

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

test.each([
  [4401, 'token expired', 'ws.refused'],
  [4503, 'database down', 'ws.unavailable'],
  [4500, 'Internal server error', 'ws.unavailable'],
  [4429, 'rate limited', 'ws.unavailable'],
])('a close with %i after the 101 is %s: %s', (code, reason, is) => {
  const finding = judged(opening(opened(), heard(closedWith(code, reason))))
  expect(finding?.code).toBe(is)
  expect(finding?.got).toContain(reason)
})

test.each([
  ['a body', opening(refusedWith(answer(401, { error: 'aud is wrong' }))), '"aud is wrong"'],
  ['a close', opening(opened(), heard(closedWith(4401, 'token expired'))), '"token expired"'],
  ['nothing', opening(refusedWith(answer(403, ''))), undefined],
] as const)('the reason that the server gives in %s is said', (_, attempt, said) => {
  expect(judged(attempt)?.said).toBe(said)
})

test('what a socket sends before it closes stands in the first line', () => {
  const frame = { text: '{"error":"issuer unknown"}', json: {}, binary: false, atMs: 4 }
  const closed = { ...heard(closedWith(1000, '')), seen: [frame] }
  expect(judged(opening(opened(), closed))?.summary).toMatch(
    /sends '\{"error":"issuer unknown"\}' and closes it again with 1000/,
  )
})

test('a handshake that is asked too often is not refused for its user', () => {
  expect(judged(opening(refusedWith(answer(429, 'slow down'))))?.code).toBe('ws.unavailable')
})

test('a handshake that is too large for the proxy says so', () => {
  const nginx =
    '<html><head><title>400 Request Header Or Cookie Too Large</title></head><center>nginx</center>'
  const finding = judged(opening(refusedWith(page(400, nginx, { server: 'nginx/1.22.1' }))))
  expect(finding?.code).toBe('edge.limit')
  expect(finding?.summary ?? '').not.toContain('in its place')
})

test('a handshake that a gateway answers is not refused by the app', () => {
  const headers = { 'x-amzn-errortype': 'MissingAuthenticationTokenException' }
  const gateway = answer(403, { message: 'Missing Authentication Token' }, headers)
  const finding = judged(opening(refusedWith(gateway)))
  expect(finding?.code).toBe('edge.missing')
  expect(finding?.summary).toContain('AWS API Gateway answers 403 in its place')
})

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
