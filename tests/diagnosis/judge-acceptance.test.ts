import { describe, expect, test } from 'vitest'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import type { TokenPromise } from '../../contracts/schema/tokens.ts'
import { judgeAcceptance } from '../../helpers/diagnosis/judges/access/judge-acceptance.ts'
import { judgeClock } from '../../helpers/diagnosis/judges/token/judge-clock.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import { auth, backend, tokens } from '../support/contracts.ts'
import { INVALID, judged, KNOWN, OK, REFUSED, ROUTE, UNKNOWN, VALID } from './support/acceptance.ts'
import { answer, asked, silence } from './support/facts.ts'

test('a token that is accepted ten times out of ten is good', () => {
  expect(judged({ answers: Array.from({ length: 10 }, () => OK) })).toBeUndefined()
})

describe('a token that is refused', () => {
  test('although its issuer vouches for it and knows our secret: without a second look two causes are left', () => {
    const finding = judged({ verified: VALID, credentials: KNOWN })
    expect(finding).toMatchObject({ code: 'trust.secret-mismatch', service: 'backend' })
    expect(finding?.evidence.map(evidenceText)).toEqual([
      'auth calls the same token valid: the token is good',
      'auth accepts the SERVICE_ID and SERVICE_SECRET of this environment: backend may run with others',
      'backend checks tokens by asking auth with its own id and secret: one of these is wrong, or it does not reach auth',
      'the Date of its answers agrees with our clock to the seconds that tokens tolerate',
    ])
    expect(finding?.nextSteps?.[0]).toContain('does it fail to reach auth, or does auth refuse it')
  })

  test('although its issuer vouches for it, while our own secret is refused', () => {
    const finding = judged({ verified: VALID, credentials: UNKNOWN })
    expect(finding?.evidence.map(evidenceText)[1]).toBe(
      'auth refuses the SERVICE_ID and SERVICE_SECRET of this environment: 200: \'{"authenticated":false,"error":"invalid_service_secret"}\'',
    )
  })

  test('without service credentials to prove: only that it is refused', () => {
    const finding = judged({ verified: VALID })
    expect(finding?.code).toBe('trust.token-rejected')
    expect(finding?.evidence.map(evidenceText)).toContain(
      'this run has no service credentials: whether the two sides agree cannot be checked',
    )
  })

  test('by its issuer too: the consumer is right', () => {
    const finding = judged({ verified: INVALID, credentials: KNOWN })
    expect(finding?.code).toBe('trust.token-rejected')
    expect(finding?.evidence.map(evidenceText)[0]).toContain(
      'auth itself does not call the token valid',
    )
  })

  test('while the clocks disagree: nothing is said about secrets', () => {
    const late = asked(answer(200, {}, { date: 'Thu, 01 Jan 2026 00:10:00 GMT' }), {})
    const clock = judgeClock(late, backend, 60)
    const finding = judged({ verified: VALID, credentials: KNOWN, ...(clock && { clock }) })
    expect(finding?.code).toBe('trust.token-rejected')
    expect(finding?.evidence.map(evidenceText).at(-1)).toContain(
      'the clocks disagree: Date: Thu, 01 Jan 2026 00:10:00 GMT',
    )
  })

  test('by the very service that issued it', () => {
    const route = auth.protectedRoutes[0] as ProtectedRoute
    expect(judged({ service: auth, route })).toMatchObject({
      code: 'trust.token-rejected',
      service: 'auth',
    })
  })

  test('for a reason that no library is known for: its words stand in the first line', () => {
    expect(judged({ verified: VALID })).toMatchObject({ said: '"Invalid or expired token"' })
    const stated = answer(401, { detail: "Audience doesn't match" })
    expect(judged({ answers: [stated], verified: VALID })).not.toHaveProperty('said')
  })

  test('some of the time: the counts are told, and what they mean', () => {
    const finding = judged({ answers: [OK, REFUSED, OK, OK], verified: VALID })
    expect(finding?.got).toContain('(3 of 4 times accepted)')
    expect(finding?.evidence.map(evidenceText)).toContain(
      'it is accepted some of the time, as when one instance has another configuration',
    )
  })
})

describe('an answer that is no verdict on the token', () => {
  for (const [what, first, code] of [
    [
      'a service that cannot ask the issuer',
      answer(503, { detail: 'Authentication service temporarily unavailable' }),
      'trust.auth-unreachable',
    ],
    ['a route that crashes', answer(500, { detail: 'metadata is null' }), 'route.error'],
    ['a route that is gone', answer(404, { detail: 'Not Found' }), 'route.missing'],
    ['an odd status', answer(422, { detail: 'limit' }), 'route.shape'],
    ['an edge without a backend', answer(503, 'no healthy upstream'), 'edge.no-backend'],
    ['nothing', silence('http.reset'), 'http.reset'],
  ] as const)
    test(`${what} is ${code}`, () => expect(judged({ answers: [first] })?.code).toBe(code))
})

test.each([402, 423, 451])(
  'a route that answers everybody with %i gives no verdict on the token',
  (status) => {
    const same = answer(status, { message: 'no' })
    const look = { without: same, garbage: same, alone: [same, same] }
    expect(judged({ answers: [same, same], look, verified: VALID })?.code).toBe('route.shape')
  },
)

describe('a token that is answered as a word in its place', () => {
  const same = answer(401, { error: 'no' })
  const look = { garbage: same, alone: [same, same], typ: 'at+jwt' }
  const judgedWith = (without: Exchange, sent: TokenPromise['sent'] = tokens.sent) =>
    judgeAcceptance(
      { service: backend, route: ROUTE, answers: [same, same], look: { ...look, without } },
      { ...tokens, sent },
    )

  test('and as none may not arrive: its type comes behind that', () => {
    expect(judgedWith(same)?.summary).toMatch(
      /or the token does not arrive; its type \(typ in the header\) is "at\+jwt"/,
    )
    expect(judgedWith(answer(403, { error: 'no token' }))?.summary).toMatch(
      /refuses good tokens of the issuer without a reason; their type/,
    )
  })

  test('in a header with an underscore may be dropped by nginx: that is the first step', () => {
    const [step] = judgedWith(same, { by: 'header', name: 'api_key' })?.nextSteps ?? []
    expect(step).toMatch(/^The header api_key has an underscore .+ `underscores_in_headers on;`/)
    const [other] = judgedWith(same, { by: 'header', name: 'x-api-key' })?.nextSteps ?? []
    expect(other).not.toContain('underscore')
  })
})
