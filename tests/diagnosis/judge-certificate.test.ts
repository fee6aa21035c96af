import { describe, expect, test } from 'vitest'
import { judgeCertificate } from '../../helpers/diagnosis/judges/health/judge-tls.ts'
import { judgeClock } from '../../helpers/diagnosis/judges/token/judge-clock.ts'
import { backend } from '../support/contracts.ts'
import { answer, asked, CERTIFICATE } from './support/facts.ts'

const NOW = Date.UTC(2026, 0, 1)
const DAY_MS = 86_400_000

describe('the clock, by the Date of an answer', () => {
  const judged = (date: string | undefined, totalMs = 12) =>
    judgeClock(
      { ...answer(200, {}, date === undefined ? {} : { date }), timing: { totalMs } },
      backend,
      60,
    )

  test.for([
    'Thu, 01 Jan 2026 00:00:00 GMT',
    'Thu, 01 Jan 2026 00:01:01 GMT',
    'Wed, 31 Dec 2025 23:58:59 GMT',
    'not a date',
    undefined,
  ])('%s is no skew', (date) => expect(judged(date)).toBeUndefined())

  test.for([
    ['Thu, 01 Jan 2026 00:10:00 GMT', '600 s ahead'],
    ['Wed, 31 Dec 2025 23:50:00 GMT', '600 s behind'],
  ] as const)('%s is %s', ([date, got]) => {
    expect(judged(date)).toMatchObject({
      code: 'clock.skew',
      service: 'backend',
      got: expect.stringContaining(got),
    })
  })

  const withHeaders = (headers: Readonly<Record<string, string>>, body: object = {}) =>
    judgeClock(answer(200, body, headers), backend, 60)
  const OLD = 'Wed, 31 Dec 2025 23:50:00 GMT'

  test('an answer that a cache kept has the Date of its making', () => {
    expect(withHeaders({ date: OLD, age: '600' })).toBeUndefined()
    expect(withHeaders({ date: OLD, age: '30' })?.code).toBe('clock.skew')
    expect(withHeaders({ date: 'Thu, 01 Jan 2026 00:00:00 GMT', age: '600' })).toBeUndefined()
  })

  test('what stands in front may have written Date', () => {
    expect(withHeaders({ date: OLD, via: '1.1 varnish' })?.summary).toBe(
      'backend: the Date of its answers is 600 s behind: its clock, or the one of what stands in front of it (Via "1.1 varnish"), is wrong',
    )
    expect(withHeaders({ date: OLD }, { timestamp: '2025-12-31T23:50:00Z' })?.severity).toBe(
      'failure',
    )
  })

  test('a time of its own that is right shows that another clock wrote Date', () => {
    const finding = withHeaders({ date: OLD }, { timestamp: '2026-01-01T00:00:00Z' })
    expect(finding).toMatchObject({ code: 'clock.skew', severity: 'warning' })
    expect(finding?.summary).toContain('what passes its answers on writes Date by a wrong clock')
  })

  test('a slow answer is no skew: it may have been dated when it left', () => {
    expect(judged('Thu, 01 Jan 2026 00:01:30 GMT', 45_000)).toBeUndefined()
  })
})

describe('the certificate', () => {
  const judged = (difference: Partial<typeof CERTIFICATE>) =>
    judgeCertificate(
      { ...answer(200), certificate: { ...CERTIFICATE, ...difference } },
      backend,
      NOW,
    ).map(({ code, severity }) => `${code} ${severity}`)
  const inDays = (days: number) => new Date(NOW + days * DAY_MS).toISOString()

  test('that names the host and lasts is good', () => {
    expect(judged({})).toEqual([])
    expect(judged({ names: ['*.example.com'] })).toEqual([])
    expect(judgeCertificate(answer(200), backend, NOW)).toEqual([])
  })

  test.for([
    [13.9, ['tls.expiring-soon warning']],
    [14, []],
    [-1, ['tls.expiring-soon warning']],
  ] as const)('with %d days left: %o', ([days, told]) => {
    expect(judged({ validTo: inDays(days) })).toEqual(told)
  })

  test.for([[['other.example.com']], [[]], [['a"b', '*.com']]] as const)(
    'for %o is told as a warning where the policy lets it pass',
    ([names]) => expect(judged({ names })).toEqual(['tls.hostname-mismatch warning']),
  )

  test('of an address is compared as one', () => {
    const at = asked(
      { ...answer(200), certificate: { ...CERTIFICATE, names: ['127.0.0.1'] } },
      { url: 'https://127.0.0.1:8443/' },
    )
    expect(judgeCertificate(at, backend, NOW)).toEqual([])
  })
})
