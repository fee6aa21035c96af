import { describe, expect, test } from 'vitest'
import { auth, backend } from '../../contracts/netra/services.ts'
import { tokens } from '../../contracts/netra/tokens.ts'
import type { ProtectedRoute } from '../../contracts/type/service.ts'
import {
  type AcceptanceFact,
  judgeAcceptance,
} from '../../helpers/diagnosis/judges/access/judge-acceptance.ts'
import { judgeControl } from '../../helpers/diagnosis/judges/access/judge-control.ts'
import { judgeClock } from '../../helpers/diagnosis/judges/token/judge-clock.ts'
import { judgeCredentials } from '../../helpers/diagnosis/judges/token/judge-credentials.ts'
import { judgeVerdict } from '../../helpers/diagnosis/judges/token/judge-verdict.ts'
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
  test('although its issuer vouches for it and knows our secret: the copies of the secret differ', () => {
    const finding = judged({ verified: VALID, credentials: KNOWN })
    expect(finding).toMatchObject({ code: 'trust.secret-mismatch', service: 'backend' })
    expect(finding?.evidence).toEqual([
      'auth calls the same token valid: the token is good',
      'auth accepts the SERVICE_ID and SERVICE_SECRET of this environment: what backend runs with must differ',
      'backend checks tokens by asking auth with its own id and secret: only these are left',
      'the clocks agree: skew is excluded',
    ])
  })

  test('although its issuer vouches for it, while our own secret is refused', () => {
    const finding = judged({ verified: VALID, credentials: UNKNOWN })
    expect(finding?.evidence[1]).toBe(
      'auth refuses the SERVICE_ID and SERVICE_SECRET of this environment: 200: \'{"authenticated":false,"error":"invalid_service_secret"}\'',
    )
  })

  test('without service credentials to prove: only that it is refused', () => {
    const finding = judged({ verified: VALID })
    expect(finding?.code).toBe('trust.token-rejected')
    expect(finding?.evidence).toContain(
      'the service credentials are not known here: whether they agree cannot be proved',
    )
  })

  test('by its issuer too: the consumer is right', () => {
    const finding = judged({ verified: INVALID, credentials: KNOWN })
    expect(finding?.code).toBe('trust.token-rejected')
    expect(finding?.evidence[0]).toContain('auth itself does not call the token valid')
  })

  test('while the clocks disagree: nothing is said about secrets', () => {
    const late = asked(answer(200, {}, { date: 'Thu, 01 Jan 2026 00:10:00 GMT' }), {})
    const clock = judgeClock(late, backend, 60)
    const finding = judged({ verified: VALID, credentials: KNOWN, ...(clock && { clock }) })
    expect(finding?.code).toBe('trust.token-rejected')
    expect(finding?.evidence.at(-1)).toContain(
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
    expect(finding?.evidence).toContain(
      'it is accepted some of the time: not every instance has the same configuration',
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
      evidence: ['it was accepted before the wrong tokens were shown: they shut out the good one'],
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
      expect(judgeVerdict(exchange, { subject: 'user-1' }, tokens)?.code).toBe(code))
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
