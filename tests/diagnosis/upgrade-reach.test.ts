import { describe, expect, test } from 'vitest'
import type { HandshakeLook } from '../../helpers/diagnosis/experiments/handshake.ts'
import { judgeHandshake } from '../../helpers/diagnosis/judges/socket/judge-handshake.ts'
import type { Answer } from '../../helpers/http/exchange.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import { chat } from '../support/contracts.ts'
import { answer, page, silence } from './support/facts.ts'
import { opening, refusedWith, unanswered, welcomed } from './support/socket-facts.ts'

const NOT_FOUND = { detail: 'Not Found' }
const HTTP = { date: 'Fri, 27 Nov 2026 12:00:00 GMT' }
const handshake = (of: Answer) => opening(refusedWith(of))
const judged = (of: Answer, look: Partial<HandshakeLook>) =>
  judgeHandshake({ socket: chat, attempt: handshake(of), others: [], ...look })

/** One answer for everything: at the path, at another, with Upgrade and without. */
function alike(one: Answer): Partial<HandshakeLook> {
  return { plain: one, plainNowhere: one, nowhere: handshake(one) }
}

describe('a handshake that is answered as a plain GET', () => {
  test('by a path that plain requests know: Upgrade is lost', () => {
    const plain = answer(400, 'bad request', HTTP)
    const nowhere = answer(404, NOT_FOUND, HTTP)
    const finding = judged(plain, {
      plain,
      plainNowhere: nowhere,
      nowhere: handshake(nowhere),
    })
    expect(finding?.code).toBe('ws.no-upgrade')
    expect(finding?.summary).toContain('Upgrade does not arrive, or no WebSocket server runs there')
  })

  test('by the HTTP routes of a server that answers unknown sockets otherwise: Upgrade is lost', () => {
    const finding = judged(answer(404, NOT_FOUND, HTTP), alike(answer(404, NOT_FOUND, HTTP)))
    expect(finding?.code).toBe('ws.no-upgrade')
    expect(finding?.evidence.map(evidenceText)).toContain(
      'a plain GET of the path: 404: \'{"detail":"Not Found"}\'',
    )
  })

  test('with the line of the proxy that shows in the answer', () => {
    const by = { ...HTTP, server: 'nginx/1.22.1' }
    const finding = judged(answer(404, NOT_FOUND, by), alike(answer(404, NOT_FOUND, by)))
    expect(finding?.summary).toContain('nginx stands in front')
    expect(finding?.nextSteps?.[0]).toContain('proxy_set_header Upgrade $http_upgrade')
  })

  test('as everything is: lost or missing, and both are named', () => {
    const one = page(404, '404 page not found', HTTP)
    const finding = judged(one, alike(one))
    expect(finding?.code).toBe('ws.missing')
    expect(finding?.summary).toMatch(/no WebSocket .*, or a proxy drops Upgrade/)
  })

  test('as everything is, behind a proxy that shows: its setting comes first, and both are named', () => {
    const by = { ...HTTP, server: 'nginx/1.22.1' }
    const one = page(404, 'not found', by)
    const finding = judged(one, alike(one))
    expect(finding?.code).toBe('ws.no-upgrade')
    expect(finding?.summary).toMatch(/nginx drops Upgrade, or no WebSocket is mounted there/)
    expect(finding?.nextSteps?.[0]).toContain('proxy_set_header Upgrade $http_upgrade')
  })

  test.each([
    '404 page not found\n',
    '404: Not Found',
    'Cannot GET /ws',
    '',
    '<!doctype html><title>Shop</title>',
  ])(
    'as everything is, by a router that knows mounted sockets (%j): the route is missing',
    (text) => {
      const one = page(404, text, { ...HTTP, server: 'nginx/1.22.1' })
      expect(judged(one, alike(one))?.code).toBe('ws.missing')
    },
  )

  test('by a library of WebSockets that stands at every path: Upgrade is lost', () => {
    const one = page(400, 'Bad Request\n', { ...HTTP, 'sec-websocket-version': '13' })
    expect(judged(one, alike(one))?.code).toBe('ws.no-upgrade')
  })

  test('and other paths are not: the route is missing', () => {
    const one = page(404, '404 page not found', HTTP)
    const finding = judged(one, { ...alike(one), nowhere: handshake(answer(403, '')) })
    expect(finding?.code).toBe('ws.missing')
    expect(finding?.summary).toBeUndefined()
  })
})

describe('a handshake that gets an answer of its own', () => {
  const plain = answer(404, NOT_FOUND, HTTP)

  test('without the fields of HTTP routes: Upgrade arrives, whatever the words are', () => {
    const bare = answer(404, NOT_FOUND)
    expect(judged(bare, { ...alike(plain), nowhere: handshake(bare) })?.code).toBe('ws.missing')
  })

  test('of 400, as at a path that cannot exist: no route', () => {
    const bad = answer(400, 'Bad Request')
    const finding = judged(bad, { ...alike(plain), nowhere: handshake(bad) })
    expect(finding?.code).toBe('ws.missing')
    expect(finding?.summary).toContain('a path that cannot exist gets the same 400')
  })

  for (const [status, code] of [
    [403, 'ws.refused'],
    [500, 'ws.unavailable'],
  ] as const)
    test(`of ${status}, as at a path that cannot exist: the path may be missing`, () => {
      const one = answer(status, '')
      const finding = judged(one, { ...alike(plain), nowhere: handshake(one) })
      expect(finding?.code).toBe(code)
      expect(finding?.summary).toContain('as it answers one at a path that cannot exist')
      expect(finding?.nextSteps?.[0]).toContain('not mounted')
    })

  test('that names subprotocols: they are refused', () => {
    const missing = answer(400, 'missing subprotocol; expected one of chat.v9')
    expect(judged(missing, alike(plain))?.code).toBe('ws.subprotocol')
  })

  test('and opens without the offers, or without Origin: these are refused', () => {
    const refused = answer(403, '')
    expect(judged(refused, { withoutOffers: welcomed() })?.code).toBe('ws.subprotocol')
    expect(judged(refused, { withoutOrigin: welcomed() })?.code).toBe('ws.origin')
  })
})

describe('a handshake without an answer', () => {
  const late = opening(unanswered('http.timeout'))
  const plain = answer(404, NOT_FOUND)
  const judgedLate = (look: Partial<HandshakeLook>) =>
    judgeHandshake({ socket: chat, attempt: late, others: [], ...look })

  test('while refusals arrive: the 101 may be lost', () => {
    const finding = judgedLate({ plain, bare: handshake(answer(401)), nowhere: late })
    expect(finding?.code).toBe('ws.no-upgrade')
    expect(finding?.summary).toContain('a proxy passes no Upgrade on, or the app hangs')
  })

  test('as every handshake: it hangs', () => {
    expect(judgedLate({ plain, bare: late, nowhere: late })?.code).toBe('ws.timeout')
    expect(judgedLate({ plain: silence('http.timeout'), bare: late })?.code).toBe('ws.timeout')
  })

  test('cut by the server: it never opened', () => {
    const cut = opening(unanswered('http.reset'))
    const finding = judgeHandshake({ socket: chat, attempt: cut, others: [], plain, nowhere: cut })
    expect(finding?.code).toBe('ws.closed')
    expect(finding?.summary).toContain('cuts the connection in the handshake')
    expect(finding?.summary).toContain('as at a path that cannot exist')
  })
})
