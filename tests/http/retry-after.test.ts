import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { retryAfter } from '../../helpers/http/header-fields.ts'
import { retryDelayMs, type Tried } from '../../helpers/http/retry.ts'

const NOW = Date.UTC(1994, 10, 6, 8, 49, 0)

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['120', 120_000],
    [' 2 ', 2_000],
    ['007', 7_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
    ['Sun Nov  6 08:49:37 1994', 37_000],
    ['Sun, 06 Nov 1994 08:48:00 GMT', 0],
    ['99999999999999999999999', 1e12],
    [undefined, undefined],
    ['', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['+3', undefined],
    ['12 May', undefined],
    ['soon', undefined],
    ['Sun, 99 Nov 1994 08:49:37 GMT', undefined],
    ['1994-11-06T08:49:37Z', undefined],
    ['Infinity', undefined],
  ])('%j is %s', (value, ms) => {
    expect(retryAfter(value, NOW)).toBe(ms)
  })

  test('is a whole wait or none, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.integer().map(String),
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        ),
        (value) => {
          const ms = retryAfter(value, NOW)
          expect(ms === undefined || (Number.isSafeInteger(ms) && ms >= 0)).toBe(true)
        },
      ),
    )
  })
})

describe('asking again', () => {
  const tried = { tries: 1, tookMs: 10, leftMs: 5_000, contact: 'known' } as const
  const unavailable = (retryAfterMs?: number) => ({ status: 503, retryAfterMs })

  test.each([
    [unavailable(), 0, 100],
    [unavailable(), 1, 400],
    [unavailable(0), 0, 100],
    [unavailable(2_000), 0, 2_000],
    [unavailable(4_900), 0, 4_900],
    [unavailable(4_901), 0, undefined],
    [{ fault: 'tcp.refused' }, 0.5, 250],
    [{ fault: 'http.reset' }, 0.5, 250],
    [{ fault: 'http.timeout' }, 0, undefined],
    [{ fault: 'http.malformed' }, 0, undefined],
    [{ fault: 'dns.unresolved' }, 0, undefined],
    [{ fault: 'tcp.timeout' }, 0, undefined],
    [{ fault: 'tls.handshake-failed' }, 0, undefined],
    [{ fault: 'own.lag' }, 0, undefined],
    [{ fault: 'own.cancelled' }, 0, undefined],
    [{ status: 200, retryAfterMs: 1_000 }, 0, undefined],
    [{ status: 500, retryAfterMs: undefined }, 0, undefined],
  ] as const)('after %o pauses as long as it should', (met, random, pause) => {
    expect(retryDelayMs({ ...tried, met }, () => random)).toBe(pause)
  })

  test('ends with the third try', () => {
    expect(retryDelayMs({ ...tried, tries: 2, met: unavailable() }, () => 0)).toBe(100)
    expect(retryDelayMs({ ...tried, tries: 3, met: unavailable() }, () => 0)).toBeUndefined()
  })

  test('leaves as much time as the try took', () => {
    expect(
      retryDelayMs({ ...tried, tookMs: 1_000, leftMs: 1_100, met: unavailable() }, () => 0),
    ).toBe(100)
    expect(
      retryDelayMs({ ...tried, tookMs: 1_000, leftMs: 1_099, met: unavailable() }, () => 0),
    ).toBeUndefined()
  })

  test('is short after a refusal by an origin that has never answered, and only then', () => {
    const pauseAt = (random: number, met: Tried['met'], tries = 1) =>
      retryDelayMs({ ...tried, tries, contact: 'first', met }, () => random)
    expect(pauseAt(0, { fault: 'tcp.refused' })).toBe(20)
    expect(pauseAt(1, { fault: 'tcp.refused' })).toBe(60)
    expect(pauseAt(0, { fault: 'tcp.refused' }, 2)).toBeUndefined()
    expect(pauseAt(0, { fault: 'http.reset' }, 2)).toBe(100)
    expect(pauseAt(0, { fault: 'http.reset' })).toBe(100)
    expect(pauseAt(0, unavailable())).toBe(100)
  })

  test('does not come after a gateway that has waited for the app', () => {
    const pauseAfter = (tookMs: number) =>
      retryDelayMs({ ...tried, tookMs, met: unavailable() }, () => 0)
    expect(pauseAfter(1_499)).toBe(100)
    expect(pauseAfter(1_500)).toBeUndefined()
  })
})
