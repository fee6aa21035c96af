import { describe, expect, test } from 'vitest'
import { judgeHandshake } from '../../helpers/diagnosis/judges/socket/judge-handshake.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import { chat } from '../support/contracts.ts'
import { answer, page } from './support/facts.ts'
import { BY_HEADER, BY_SUBPROTOCOL, FORBIDDEN, forbidden, judged } from './support/handshakes.ts'
import { opening, refusedWith, welcomed } from './support/socket-facts.ts'

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

  test("Envoy refuses every Upgrade with nothing but the status; an answer with a type is the app's", () => {
    const plain = { server: 'envoy', 'content-type': 'text/plain' }
    expect(judged(opening(refusedWith(answer(403, '', { server: 'envoy' }))))?.code).toBe(
      'ws.no-upgrade',
    )
    expect(judged(opening(refusedWith(answer(403, '', plain))))?.code).toBe('ws.refused')
  })

  test('Upgrade is passed on where another way opens, whatever the answer says of it', () => {
    const says = opening(refusedWith(answer(400, 'Can "Upgrade" only to "WebSocket".')))
    expect(judged(says)?.code).toBe('ws.no-upgrade')
    expect(judged(says, { header: welcomed() })?.code).toBe('ws.refused')
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
