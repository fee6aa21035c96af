import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Target } from '../../env/target.ts'
import type { Timing } from '../../helpers/http/exchange.ts'
import { createHttpClient } from '../../helpers/http/http-client.ts'
import type { EndedRequest } from '../../helpers/http/retry.ts'
import type { RequestRecord } from '../../helpers/record/check-record.ts'
import { createRedactor } from '../../helpers/redact/redact.ts'
import type { RunInput } from '../../helpers/session/run-input.ts'
import { createOnce, createScope, inScope, noteSent, usedBy } from '../../helpers/session/scope.ts'
import { SentRequests } from '../../helpers/session/sent-requests.ts'
import { serveHttp } from '../http/support/serve.ts'

const STARTED_AT_MS = Date.parse('2026-03-02T14:05:00.000Z')

/** Services of one host, apart by their paths. */
const INPUT = {
  startedAtMs: STARTED_AT_MS,
  contract: {
    services: [
      { name: 'site', urlVariable: 'SITE_URL' },
      { name: 'api', urlVariable: 'API_URL' },
    ],
  },
  target: {
    urls: { SITE_URL: 'https://example.com', API_URL: 'https://example.com/api' },
    secrets: {},
  } as unknown as Target,
} as unknown as Pick<RunInput, 'contract' | 'target' | 'startedAtMs'>

async function recorded(
  timing: Timing,
  {
    fault,
    host = 'example.com',
    path = '/api/things',
    turnMs = 0,
  }: {
    fault?: 'dns.unresolved' | 'tcp.timeout' | 'http.timeout'
    host?: string
    path?: string
    turnMs?: number
  } = {},
): Promise<RequestRecord | undefined> {
  const url = new URL(`https://${host}${path}`)
  const asked = {
    method: 'GET',
    url: url.href,
    at: '2026-03-02T14:05:02.500Z',
    traceId: 'a'.repeat(32),
  }
  const request = {
    method: 'GET',
    url,
    headers: {},
    repeatable: 'yes',
    connection: 'any',
    again: 'never',
  } as const
  const read =
    fault === undefined
      ? ({
          kind: 'answer',
          asked,
          timing,
          status: 200,
          headers: {},
          text: '',
          json: undefined,
        } as const)
      : ({ kind: 'no-answer', asked, timing, fault, detail: '' } as const)
  const sent = new SentRequests(INPUT, createRedactor([]))
  const scope = createScope()
  await inScope(scope, async () => sent.add({ request, read, turnMs }))
  return scope.sent[0]
}

describe('the record of a request', () => {
  test('has each phase by itself, one after the other', async () => {
    const timing = { dnsMs: 4.26, tcpMs: 10, tlsMs: 31.5, firstByteMs: 90, totalMs: 120 }
    expect(await recorded(timing, { turnMs: 100 })).toEqual({
      service: 'api',
      method: 'GET',
      url: 'https://example.com/api/things',
      startMs: 2_400,
      phases: { turn: 100, dns: 4.3, tcp: 5.7, tls: 21.5, firstByte: 58.5, body: 30 },
      status: 200,
      traceId: 'a'.repeat(32),
    })
  })

  test('has no phase that did not take place', async () => {
    const reused = await recorded({ firstByteMs: 20, totalMs: 20 })
    expect(reused?.phases).toEqual({ firstByte: 20, body: 0 })
  })

  test.each([
    ['dns.unresolved', { totalMs: 50 }, { dns: 50 }],
    ['tcp.timeout', { dnsMs: 5, totalMs: 50 }, { dns: 5, tcp: 45 }],
    ['http.timeout', { tcpMs: 5, totalMs: 50 }, { tcp: 5, firstByte: 45 }],
    [
      'http.timeout',
      { tcpMs: 5, firstByteMs: 20, totalMs: 50 },
      { tcp: 5, firstByte: 15, body: 30 },
    ],
  ] as const)('ends with %s in the phase that it had reached', async (fault, timing, phases) => {
    expect(await recorded(timing, { fault })).toMatchObject({ fault, phases })
  })

  test('names the service whose URL is the longest that fits, and none for another host', async () => {
    expect((await recorded({ totalMs: 1 }, { path: '/about' }))?.service).toBe('site')
    expect((await recorded({ totalMs: 1 }, { path: '/api/v1' }))?.service).toBe('api')
    expect((await recorded({ totalMs: 1 }, { path: '/apis' }))?.service).toBe('site')
    expect(await recorded({ totalMs: 1 }, { host: 'example.community' })).not.toHaveProperty(
      'service',
    )
  })
})

test('a client says how long each request waited for its turn', async () => {
  const { url } = await serveHttp(async (_asked, answer) => {
    await sleep(60)
    answer.end('ok')
  })
  const ended: EndedRequest[] = []
  const client = createHttpClient({
    timeoutMs: 5_000,
    perHost: 1,
    userAgent: 'test',
    processEnv: {},
    onEnd: (one) => ended.push(one),
  })
  onTestFinished(() => client.close())
  await Promise.all([1, 2].map((each) => client.ask({ method: 'GET', url: `${url}/${each}` })))
  expect(ended.map(({ request }) => request.url.pathname)).toEqual(['/1', '/2'])
  expect(ended[0]?.turnMs).toBeLessThan(50)
  expect(ended[1]?.turnMs).toBeGreaterThanOrEqual(59)
})

test('a check knows whose answers it used, through whatever they needed in turn', async () => {
  const once = createOnce()
  const request = (traceId: string): RequestRecord => ({
    method: 'GET',
    url: 'https://example.com',
    startMs: 0,
    phases: {},
    traceId,
  })
  const login = () => once('login', async () => noteSent(request('login')))
  const page = () =>
    once('page', async () => {
      await login()
      noteSent(request('page'))
    })
  const [first, second, third] = [createScope(), createScope(), createScope()]
  await inScope(first, page)
  await inScope(second, page)
  await inScope(third, async () => noteSent(request('own')))
  expect(first.sent.map(({ traceId }) => traceId)).toEqual(['login', 'page'])
  expect(usedBy(first)).toEqual([])
  expect(second.sent).toEqual([])
  expect([...usedBy(second)].sort()).toEqual(['login', 'page'])
  expect(usedBy(third)).toEqual([])
})
