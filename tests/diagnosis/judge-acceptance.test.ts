import { describe, expect, test } from 'vitest'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import {
  type AcceptanceFact,
  judgeAcceptance,
} from '../../helpers/diagnosis/judges/access/judge-acceptance.ts'
import { judgeControl } from '../../helpers/diagnosis/judges/access/judge-control.ts'
import { judgeClock } from '../../helpers/diagnosis/judges/token/judge-clock.ts'
import { judgeCredentials } from '../../helpers/diagnosis/judges/token/judge-credentials.ts'
import { judgeVerdict } from '../../helpers/diagnosis/judges/token/judge-verdict.ts'
import { saw } from '../../helpers/record/finding.ts'
import { evidenceText } from '../../helpers/report/words/evidence.ts'
import { auth, backend, tokens } from '../support/contracts.ts'
import { answer, asked, silence } from './support/facts.ts'

const ROUTE = backend.protectedRoutes[0] as ProtectedRoute
const OK = answer(200, [])
const REFUSED = answer(401, { detail: 'Invalid or expired token' })
const VALID = answer(200, { valid: true, user_id: 'user-1' })
const INVALID = answer(200, { valid: false })
const KNOWN = answer(200, { authenticated: true })
const UNKNOWN = answer(200, { authenticated: false, error: 'invalid_service_secret' })

function judged(fact: Partial<AcceptanceFact>) {
  return judgeAcceptance({ service: backend, route: ROUTE, answers: [REFUSED], ...fact }, tokens)
}

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

  describe('and looked at again', () => {
    const MISSING = answer(401, { detail: 'Not authenticated' })
    const reached = { exchange: answer(200, {}), says: 'reached' } as const
    const alone = [REFUSED, REFUSED]
    const proved = { verified: VALID, credentials: KNOWN }

    test('only the credentials are left where it arrives, alone too, and the issuer is reached', () => {
      const look = { without: MISSING, garbage: REFUSED, alone, reach: reached }
      const finding = judged({ ...proved, look })
      expect(finding?.code).toBe('trust.secret-mismatch')
      expect(finding?.evidence.map(evidenceText)).toEqual(
        expect.arrayContaining([
          expect.stringContaining('only these are left'),
          expect.stringMatching(
            /^excludes a token lost on its way: the same request without a token: 401/,
          ),
          expect.stringMatching(/^excludes the load of this run: .*0 of 2 times accepted$/),
          expect.stringMatching(/^excludes an issuer that cannot be reached: /),
        ]),
      )
    })

    test('does not arrive where all get the answer to no token', () => {
      const look = { without: MISSING, garbage: MISSING, alone: [MISSING, MISSING] }
      const finding = judged({ ...proved, answers: [MISSING], look })
      expect(finding?.code).toBe('trust.header-dropped')
      expect(finding?.nextSteps?.[0]).toMatch(/rule that removes it: HAProxy/)
    })

    test('may arrive or not where all get one answer that says nothing', () => {
      const mute = answer(401, 'Unauthorized')
      const look = { without: mute, garbage: mute, alone: [mute, mute] }
      const finding = judged({ verified: VALID, answers: [mute], look })
      expect(finding?.code).toBe('trust.token-rejected')
      expect(finding?.evidence.map(evidenceText).join(' ')).not.toContain('excludes a token lost')
    })

    test('is refused by an issuer out of reach where the service says so', () => {
      const reach = { exchange: answer(503, {}), says: 'unreachable' } as const
      const look = { without: MISSING, garbage: REFUSED, alone, reach }
      expect(judged({ ...proved, look })?.code).toBe('trust.auth-unreachable')
    })

    test('is accepted some seconds later: a clock', () => {
      const look = { without: MISSING, garbage: REFUSED, later: { exchange: OK, waitedMs: 3_400 } }
      expect(judged({ ...proved, look })).toMatchObject({
        code: 'clock.skew',
        summary: expect.stringContaining('accepts it 4 s later'),
      })
    })

    test('is accepted alone every time: the load of this run, a warning', () => {
      const look = { without: MISSING, garbage: REFUSED, alone: [OK, OK, OK] }
      expect(judged({ answers: [OK, REFUSED], look })).toMatchObject({
        code: 'check.flaky',
        severity: 'warning',
      })
    })

    test('is accepted as many times at once moments later: no load, but a token that was too new', () => {
      const look = { alone: [OK, OK], burst: [OK, OK, OK, OK, OK] }
      const finding = judged({ answers: [OK, REFUSED], look })
      expect(finding?.summary).toContain('and accepts it moments later, as many requests at a time')
      expect(finding?.nextSteps?.[0]).toContain('lags behind the issuer')
      const loaded = judged({ answers: [OK, REFUSED], look: { ...look, burst: [OK, REFUSED] } })
      expect(loaded?.summary).toContain('while several requests run at a time')
    })

    test('without times of its own, and accepted later: it becomes known late', () => {
      const later = { exchange: OK, waitedMs: 2_000, of: 'lookup' } as const
      const look = { without: MISSING, garbage: REFUSED, later }
      expect(judged({ look })).toMatchObject({
        code: 'trust.token-rejected',
        summary:
          'backend refuses a new token and accepts it 2 s later: it learns late of tokens that auth issues',
      })
    })

    test('is accepted at another route: the route is at fault', () => {
      const other = backend.protectedRoutes[1] as ProtectedRoute
      const look = { garbage: REFUSED, alone, elsewhere: { exchange: OK, route: other } }
      expect(judged({ ...proved, look })).toMatchObject({
        code: 'route.forbidden',
        summary: expect.stringContaining('the token that it accepts at GET'),
      })
      // One answer of several: an instance, and no rule of the route.
      expect(judged({ ...proved, answers: [OK, REFUSED], look })?.code).not.toBe('route.forbidden')
    })

    test('had ended by its own exp: its lifetime', () => {
      expect(judged({ look: { endedMs: 1_400 } })).toMatchObject({
        code: 'token.lifetime',
        service: 'auth',
        summary:
          'auth issues tokens that end within this run: backend refused one 1 s after its exp',
      })
    })

    test('is refused where a newer one of the same user is accepted: the first has ended', () => {
      const ended = answer(401, { message: 'Token has been revoked' })
      const finding = judged({ answers: [ended], look: { renewed: OK } })
      expect(finding?.summary).toContain('accepts a newer one of the same user')
    })

    test('is refused since the service does not reach the keys, by its own words, whatever the status', () => {
      for (const status of [401, 500])
        expect(
          judged({ answers: [answer(status, { message: 'JwksError: connect ECONNREFUSED' })] })
            ?.code,
        ).toBe('trust.auth-unreachable')
    })

    test('is not accepted or refused by a limit', () => {
      const limit = answer(403, { message: 'Too many failed attempts' })
      expect(judged({ answers: [limit] })?.code).toBe('service.throttled')
      const none = answer(403, {}, { 'x-ratelimit-remaining': '0' })
      expect(judged({ answers: [none] })?.code).toBe('service.throttled')
      const locked = answer(403, { message: 'Account locked after too many attempts' })
      expect(judged({ answers: [locked] })?.code).toBe('trust.token-rejected')
    })

    test('is refused for an audience: its own words come first', () => {
      const audience = answer(401, { message: 'jwt audience invalid. expected: api' })
      const finding = judged({ verified: VALID, answers: [audience] })
      expect(finding?.summary).toContain('the audience is wrong')
      expect(finding?.nextSteps?.[0]).toContain('`aud`')
    })

    test('is refused with a status of the middleware’s own, as a word is', () => {
      const odd = answer(422, { msg: 'Signature verification failed' })
      expect(judged({ verified: VALID, answers: [odd] })).toMatchObject({
        code: 'trust.token-rejected',
        summary: expect.stringContaining('the signature is wrong'),
      })
    })

    test('is an old one where this run was given it and its issuer refuses it too', () => {
      expect(judged({ age: 'given', verified: INVALID })).toMatchObject({
        code: 'token.stale',
        culprit: 'this-run',
      })
    })

    test('is not called good where this run was given it and nothing but its issuer knows it', () => {
      const issuer = { ...backend, name: tokens.issuer }
      const given = { service: issuer, age: 'given' } as const
      expect(judged(given)).toMatchObject({
        code: 'token.stale',
        summary: expect.stringContaining('the token that this run was given in SMOKE_ACCESS_TOKEN'),
        culprit: 'this-run',
      })
      expect(judged({ ...given, answers: [OK, REFUSED] })?.code).not.toBe('token.stale')
      expect(judged({ ...given, verified: VALID })?.code).not.toBe('token.stale')
      expect(judged({ service: issuer })?.code).not.toBe('token.stale')
    })
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

describe('after the refusals', () => {
  test('the good token still opens the door', () => {
    expect(judgeControl({ route: ROUTE, exchange: OK })).toBeUndefined()
  })

  test('a good token that is shut out is told', () => {
    expect(judgeControl({ route: ROUTE, exchange: REFUSED })).toMatchObject({
      code: 'trust.token-rejected',
      evidence: [
        'the good token was accepted before the wrong ones were sent, and is refused after them',
      ].map(saw),
    })
  })
})

describe('the issuer’s verdict on its own token', () => {
  for (const [what, exchange, code] of [
    ['valid, and the same user', VALID, undefined],
    ['valid, as text', answer(200, { valid: 'True' }), undefined],
    ['not valid', INVALID, 'trust.token-rejected'],
    ['another user', answer(200, { valid: true, user_id: 'user-2' }), 'token.claims'],
    ['no such route', answer(404, { detail: 'Not Found' }), 'route.missing'],
    ['a crash', answer(500, 'Internal Server Error'), 'route.error'],
  ] as const)
    test(`${what}: ${code ?? 'good'}`, () =>
      expect(judgeVerdict({ exchange }, { subject: 'user-1' }, tokens)?.code).toBe(code))
})

describe('our service credentials', () => {
  test('that are accepted are good', () =>
    expect(judgeCredentials(KNOWN, tokens, 'unknown')).toBeUndefined())
  test('that are refused name their variable and whom they belong to', () => {
    const finding = judgeCredentials(UNKNOWN, tokens, 'unknown')
    expect(finding).toMatchObject({
      code: 'trust.secret-mismatch',
      service: 'backend',
      subject: 'SERVICE_SECRET',
    })
    expect(finding?.culprit).toBeUndefined()
  })
  test('that are refused while the service itself is not are those of this run', () => {
    const finding = judgeCredentials(UNKNOWN, tokens, 'served')
    expect(finding).toMatchObject({ code: 'trust.secret-mismatch', culprit: 'this-run' })
    expect(finding?.nextSteps?.[0]).toContain(
      'Users are served: give this run the SERVICE_ID and SERVICE_SECRET',
    )
  })
})

describe('a token that was accepted before the refusals and is refused after them', () => {
  test('may be refused by one instance', () => {
    const fact = { route: ROUTE, exchange: REFUSED, again: [OK, OK, REFUSED, OK] }
    expect(judgeControl(fact)?.summary).toMatch(/^backend refuses good tokens 2 of 5 times at GET /)
  })

  test('may have ended meanwhile, if a new one is accepted', () => {
    const fact = { route: ROUTE, exchange: REFUSED, again: [REFUSED], renewed: OK }
    expect(judgeControl(fact)?.summary).toContain('the first one ended meanwhile')
  })

  test('or its sender is turned away', () => {
    const fact = { route: ROUTE, exchange: REFUSED, again: [REFUSED], renewed: REFUSED }
    expect(judgeControl(fact)?.summary).toContain('it may count refusals')
  })
})
