import { describe, expect, test } from 'vitest'
import { judgeHandshake } from '../../helpers/diagnosis/judges/socket/judge-handshake.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import { chat } from '../support/contracts.ts'
import { answer, page } from './support/facts.ts'
import { BY_HEADER, judged } from './support/handshakes.ts'
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

test('the very same handshake that opens at some times is a matter of an instance, and nothing else is concluded', () => {
  const attempt = opening(refusedWith(answer(502, 'x')))
  const lineOf = (failed: typeof attempt, ...again: readonly (typeof attempt)[]) =>
    judgeHandshake({ socket: chat, attempt: failed, others: [], again })?.summary
  expect(lineOf(attempt, attempt, welcomed())).toMatch(
    /^backend fails to open the WebSocket 2 of 3 times at wss?:\S+ with \S+, as when one instance is broken$/,
  )
  const refused = opening(refusedWith(answer(401, 'x')))
  expect(lineOf(refused, welcomed())).toMatch(/refuses the WebSocket of a valid user 1 of 2 times/)
  expect(lineOf(refused, refused, refused) ?? '').not.toContain('times')
})

test('a user with too many connections may be signed in elsewhere', () => {
  const crowded = opening(opened(), heard(closedWith(1008, 'Too many connections')))
  expect(judged(crowded)).toMatchObject({
    code: 'ws.unavailable',
    nextSteps: [expect.stringContaining('no other run')],
  })
  const refused = opening(opened(), heard(closedWith(1008, 'Authentication failed')))
  expect(judged(refused)?.nextSteps).toBeUndefined()
})

test('the first line has the reason of a refusal once, and a frame without one as it came', () => {
  const said = (ending: Parameters<typeof heard>[0]) => judged(opening(opened(), heard(ending)))
  expect(said(closedWith(3500, 'invalid token'))).toMatchObject({
    code: 'ws.refused',
    said: '"invalid token"',
  })
  const gone = said(closedWith(1011, 'database is gone'))
  expect(gone?.summary).toBe(
    'backend opens the WebSocket and closes it again with 1011 "database is gone"',
  )
  expect(gone?.said).toBeUndefined()
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
  [4406, 'Subprotocol not acceptable', 'ws.subprotocol'],
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
