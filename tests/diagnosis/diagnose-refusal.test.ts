import { describe, expect, test } from 'vitest'
import type { Credential } from '../../contracts/schema/common.ts'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import { judgeAcceptance } from '../../helpers/diagnosis/judges/access/judge-acceptance.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import { backend, tokens } from '../support/contracts.ts'
import { INVALID, judged, KNOWN, OK, REFUSED, ROUTE, VALID } from './support/acceptance.ts'
import { answer } from './support/facts.ts'

describe('a token that is refused', () => {
  describe('and looked at again', () => {
    const MISSING = answer(401, { detail: 'Not authenticated' })
    const alone = [REFUSED, REFUSED]
    const proved = { verified: VALID, credentials: KNOWN }

    test('does not arrive where all get the answer to no token', () => {
      const look = { without: MISSING, garbage: MISSING, alone: [MISSING, MISSING] }
      const finding = judged({ ...proved, answers: [MISSING], look })
      expect(finding?.code).toBe('trust.header-dropped')
      expect(finding?.nextSteps?.[0]).toMatch(/rule that removes it: HAProxy/)
    })

    test('is named by the place where it travels', () => {
      const none = answer(401, { detail: 'Authentication credentials were not provided.' })
      const look = { without: none, garbage: none, alone: [none, none] }
      const lineOf = (sent: Credential) =>
        judgeAcceptance(
          { service: backend, route: ROUTE, answers: [none], look },
          { ...tokens, sent },
        )?.summary
      expect(lineOf({ by: 'header', name: 'X-Api-Token' })).toMatch(
        /^the header X-Api-Token does not arrive at backend: /,
      )
      expect(lineOf({ by: 'cookie', name: 'sid' })).toMatch(/^the cookie sid does not arrive/)
      expect(lineOf({ by: 'query', name: 'key' })).toMatch(/^key in the query does not arrive/)
      expect(lineOf({ by: 'header', name: 'Authorization', prefix: 'Token ' })).toBeUndefined()
    })

    test('may arrive or not where all get one answer that says nothing', () => {
      const mute = answer(401, 'Unauthorized')
      const look = { without: mute, garbage: mute, alone: [mute, mute] }
      const finding = judged({ verified: VALID, answers: [mute], look })
      expect(finding?.code).toBe('trust.token-rejected')
      expect(finding?.evidence.map(evidenceText).join(' ')).not.toContain('excludes a token lost')
    })

    test('gets no verdict where it is answered as none is, and a word in another way', () => {
      const mute = answer(401, '', { 'www-authenticate': 'Bearer' })
      const word = answer(401, '', { 'www-authenticate': 'Bearer error="invalid_token"' })
      const look = { without: mute, garbage: word, alone: [mute, mute] }
      const { delegated: _, ...own } = tokens
      const fact = { service: backend, route: ROUTE, answers: [mute], look }
      const finding = judgeAcceptance(fact, own)
      expect(finding?.summary).toMatch(/^backend answers the good token as it answers a request w/)
      expect(finding?.evidence.map(evidenceText).join(' ')).not.toContain('excludes a token lost')
      expect(judgeAcceptance(fact, tokens)?.summary ?? '').not.toContain('no verdict')
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

    test('met an error of the application, which nothing shows to be one of load: one instance', () => {
      const crash = answer(500, { detail: 'relation "threads" does not exist' })
      const alone = Array.from({ length: 8 }, () => OK)
      const burst = [OK, OK, OK, OK, OK]
      expect(judged({ answers: [OK, crash, OK, OK, OK], look: { alone, burst } })).toMatchObject({
        code: 'route.error',
        severity: 'failure',
        summary:
          'backend fails 1 of 18 times at GET /api/threads?limit=1&offset=0 with route.error, as when one instance is broken',
      })
      const loaded = { alone, burst: [crash, crash, OK, OK, OK] }
      expect(judged({ answers: [OK, crash, crash, OK, OK], look: loaded })).toMatchObject({
        code: 'check.flaky',
        summary: expect.stringContaining('answers 500 to the good token while several requests'),
      })
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
})
