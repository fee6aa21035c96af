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
