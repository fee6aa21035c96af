import { describe, expect, test } from 'vitest'
import type { HealthPromise } from '../../contracts/schema/health.ts'
import { judgeAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import { judgeHead } from '../../helpers/diagnosis/judges/health/judge-health.ts'
import { proveLayer } from '../../helpers/diagnosis/judges/health/judge-readiness.ts'
import { judgeRevision } from '../../helpers/diagnosis/judges/health/judge-revision.ts'
import { judgeLatency } from '../../helpers/diagnosis/judges/health/judge-samples.ts'
import { judgeBypass } from '../../helpers/diagnosis/judges/socket/judge-bypass.ts'
import { saw } from '../../helpers/record/finding.ts'
import { auth, backend, chat } from '../support/contracts.ts'
import { ASKED, answer, silence } from './support/facts.ts'

const HEALTH = backend.health[0] as HealthPromise

describe('the revision', () => {
  const told = (revisions: readonly string[], expected?: string) => {
    const finding = judgeRevision({ asked: ASKED, revisions }, expected, backend)
    return finding && `${finding.code}: ${finding.got}`
  }

  test.for<readonly [readonly string[], string | undefined, string | undefined]>([
    [['r-1', 'r-1'], undefined, undefined],
    [[], undefined, undefined],
    [['r-1'], 'r-1', undefined],
    [['netra-backend-staging-00317-696'], '00317-696', undefined],
    [
      ['netra-backend-staging-100317-696'],
      '00317-696',
      'revision.stale: "netra-backend-staging-100317-696"',
    ],
    [['r-2'], 'r-1', 'revision.stale: "r-2"'],
    [[], 'r-1', 'revision.unknown: no revision in any answer'],
    [
      ['r-1', 'r-2', 'r-1'],
      'r-1',
      'revision.split: 2 revisions in 3 answers: "r-1" (2), "r-2" (1)',
    ],
    [['r-1', 'r-2'], undefined, 'revision.split: 2 revisions in 2 answers: "r-1" (1), "r-2" (1)'],
  ])('%o, expected %s: %s', ([revisions, expected, finding]) => {
    expect(told(revisions, expected)).toBe(finding)
  })
})

describe('the latency', () => {
  const took = (...times: readonly number[]) =>
    judgeLatency(
      times.map((totalMs) => ({ ...answer(200), timing: { totalMs } })),
      HEALTH,
      backend,
    )

  test('one slow answer among quick ones is a cold start', () => {
    expect(took(9_000, 20, 30)).toBeUndefined()
  })

  test('a slow median is told, with every time', () => {
    expect(took(6_000, 5_500, 100)).toMatchObject({
      code: 'service.slow',
      severity: 'warning',
      got: 'a median of 5500 ms over 3 answers (100, 5500, 6000 ms)',
    })
  })

  test("the time that our own process was held up is not the deployment's", () => {
    const held = { ...answer(200), timing: { totalMs: 9_000, heldUpMs: 8_900 } }
    expect(judgeLatency([held, held, held], HEALTH, backend)).toBeUndefined()
  })

  test('no answer is no latency', () => {
    expect(judgeLatency([silence('http.timeout')], HEALTH, backend)).toBeUndefined()
  })
})

describe('HEAD', () => {
  const gets = [answer(200), answer(200)]

  test('as GET is good', () => expect(judgeHead(answer(200), gets, HEALTH, auth)).toBeUndefined())
  test('as promised is good where GET is not', () =>
    expect(judgeHead(answer(200), [answer(204)], HEALTH, auth)).toBeUndefined())
  test('not allowed is a missing route', () => {
    expect(judgeHead(answer(405), gets, HEALTH, auth)).toMatchObject({
      code: 'route.missing',
      subject: 'HEAD /health',
      expected: '200',
    })
  })
  test('without an answer is that', () => {
    expect(judgeHead(silence('http.reset'), gets, HEALTH, auth)?.code).toBe('http.reset')
  })
})

describe('a server that speaks of bypasses', () => {
  const [active, demo] = chat.bypass as readonly [
    (typeof chat.bypass)[number],
    (typeof chat.bypass)[number],
  ]
  const demoCount = (count: unknown) =>
    answer(200, { validation_stats: { auth_permissiveness_stats: { by_level: { demo: count } } } })

  test.for<readonly [unknown, boolean]>([
    [true, true],
    ['True', true],
    [false, false],
    [undefined, false],
  ])('auth_bypass_active: %s', ([said, told]) => {
    const exchange = answer(200, { e2e_testing: { auth_bypass_active: said } })
    expect(judgeBypass({ statement: active, exchange }, chat, 'failure') !== undefined).toBe(told)
  })

  test.for<readonly [unknown, boolean]>([
    [3, true],
    [0, false],
    ['3', false],
    [undefined, false],
  ])('demo users: %s', ([said, told]) => {
    const finding = judgeBypass({ statement: demo, exchange: demoCount(said) }, chat, 'warning')
    expect(finding !== undefined).toBe(told)
  })

  test('is judged as the environment says', () => {
    expect(
      judgeBypass({ statement: demo, exchange: demoCount(1) }, chat, 'warning')?.severity,
    ).toBe('warning')
    expect(
      judgeBypass({ statement: demo, exchange: demoCount(1) }, chat, 'failure')?.severity,
    ).toBe('failure')
  })

  test('and does not answer says nothing', () => {
    expect(
      judgeBypass({ statement: active, exchange: silence('http.reset') }, chat, 'failure'),
    ).toBeUndefined()
  })
})

describe('the layer that is proved by probing', () => {
  const finding = judgeAnswered(silence('http.timeout'), 'backend', 'it answers')
  if (finding === undefined) throw new Error('silence is a finding')
  const dns = { layer: 'dns', words: 'api.example.com is 10.0.0.1', ms: 3 } as const

  test('is believed more than the error', () => {
    const proofs = [dns, { layer: 'tcp', words: 'refused', ms: 1, fault: 'tcp.refused' } as const]
    expect(proveLayer(finding, proofs)).toMatchObject({
      code: 'tcp.refused',
      evidence: ['probed: "api.example.com is 10.0.0.1" (3 ms)', 'probed: "refused" (1 ms)'].map(
        saw,
      ),
    })
  })

  test('leaves the error standing when every layer answers now', () => {
    expect(proveLayer(finding, [dns])).toMatchObject({
      code: 'http.timeout',
      evidence: [expect.any(String), 'probed again a moment later, every layer answers'].map(saw),
    })
  })

  test('stands in the first line where it says what is spoken there', () => {
    const words = 'GET /health is answered in HTTP/2: the port speaks HTTP/2'
    const http = { layer: 'http', words, ms: 1, fault: 'http.protocol', speaks: 'HTTP/2' } as const
    expect(proveLayer(finding, [dns, http])).toMatchObject({
      code: 'http.protocol',
      summary: `backend: ${words}`,
      nextSteps: [expect.stringContaining('HTTP/1.1')],
    })
    const tls = { layer: 'tls', words: 'no name', ms: 1, fault: 'tls.handshake-failed' } as const
    expect(proveLayer(finding, [dns, tls]).summary).toBe(
      'backend: TLS fails before any request: no name',
    )
  })

  test('below TLS changes nothing of a certificate that was seen', () => {
    const expired = { ...finding, code: 'tls.expired' } as const
    const slow = { layer: 'dns', words: 'no answer', ms: 600, fault: 'dns.unresolved' } as const
    expect(proveLayer(expired, [slow])).toMatchObject({
      code: 'tls.expired',
      evidence: [saw('probed: "no answer" (600 ms)')],
    })
  })

  test('is not our own delay', () => {
    const proofs = [{ layer: 'http', words: 'held up', ms: 1, fault: 'own.lag' } as const]
    expect(proveLayer(finding, proofs).code).toBe('http.timeout')
  })
})
