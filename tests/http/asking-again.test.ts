import { describe, expect, test } from 'vitest'
import { askWith, clientWith } from './support/ask-with.ts'
import { closedPort, serveHttp, serveTcp } from './support/serve.ts'

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'

/** Answers with each status in turn, the last one for ever. */
async function serveStatuses(statuses: readonly number[], headers: Record<string, string> = {}) {
  const times: number[] = []
  const traces: string[] = []
  const served = await serveHttp((asked, answer) => {
    times.push(performance.now())
    traces.push(String(asked.headers.traceparent))
    answer.writeHead(statuses[times.length - 1] ?? statuses.at(-1) ?? 200, headers).end()
  })
  return { ...served, times, traces }
}

describe('an idempotent request is asked again', () => {
  test.each([502, 503, 504])('after %i, once when that helps, and says so', async (status) => {
    const { url, times } = await serveStatuses([status, 200])
    expect(await askWith(url)).toMatchObject({
      status: 200,
      tries: 2,
      earlier: [expect.stringMatching(new RegExp(`^status ${status} after \\d+ ms$`))],
    })
    const [first = 0, second = 0] = times
    expect(second - first).toBeGreaterThan(95)
  })

  test('at most twice, and the last answer stands', async () => {
    const { url, times } = await serveStatuses([503])
    expect(await askWith(url, { method: 'HEAD' })).toMatchObject({ status: 503, tries: 3 })
    expect(times).toHaveLength(3)
  })

  test('after a reset connection', async () => {
    let sockets = 0
    const { url } = await serveTcp((socket) => {
      sockets += 1
      if (sockets === 1) socket.resetAndDestroy()
      else socket.once('data', () => socket.end(ANSWER))
    })
    expect(await askWith(url)).toMatchObject({
      status: 200,
      tries: 2,
      earlier: [expect.stringContaining('http.reset')],
    })
  })

  test('after a body that was cut', async () => {
    let sockets = 0
    const { url } = await serveTcp((socket) => {
      sockets += 1
      socket.once('data', () => socket.end(sockets === 1 ? ANSWER.slice(0, -1) : ANSWER))
    })
    expect(await askWith(url)).toMatchObject({ status: 200, text: 'ok', tries: 2 })
  })

  test('after a refused connection: once and soon where nothing has answered before, else as after any fault', async () => {
    const dead = `http://127.0.0.1:${await closedPort()}`
    const refused = async (answered: readonly string[]) => {
      const from = performance.now()
      const { tries } = await clientWith({ answered }).ask({ method: 'GET', url: dead })
      return { tries, tookMs: performance.now() - from }
    }
    const [first, known] = await Promise.all([refused([]), refused([dead])])
    expect([first.tries, known.tries]).toEqual([2, 3])
    expect(known.tookMs).toBeGreaterThan(195)
    expect(first.tookMs).toBeLessThan(known.tookMs)
  })

  test('in the same trace, by another span', async () => {
    const { url, traces } = await serveStatuses([503, 200])
    const { asked } = await askWith(url)
    expect(new Set(traces.map((trace) => trace.split('-')[1]))).toEqual(new Set([asked.traceId]))
    expect(new Set(traces).size).toBe(2)
  })

  test('when it is a POST that is declared idempotent', async () => {
    const { url } = await serveStatuses([503, 200])
    expect(await askWith(url, { method: 'POST', again: 'idempotent' })).toMatchObject({
      status: 200,
      tries: 2,
    })
  })

  test('no sooner than Retry-After says', async () => {
    const { url, times } = await serveStatuses([503, 200], { 'retry-after': '1' })
    expect(await askWith(url)).toMatchObject({ status: 200, tries: 2 })
    const [first = 0, second = 0] = times
    expect(second - first).toBeGreaterThan(990)
  })

  test.each(['-5', 'soon', 'Fri, 31 Dec 1999 23:59:59 GMT'])(
    'soon all the same when Retry-After is %s',
    async (value) => {
      const { url, times } = await serveStatuses([503, 200], { 'retry-after': value })
      expect(await askWith(url)).toMatchObject({ status: 200, tries: 2 })
      const [first = 0, second = 0] = times
      expect(second - first).toBeLessThan(3_000)
    },
  )
})

describe('a request is not asked again', () => {
  test.each([200, 301, 401, 404, 429, 500, 501])('after %i', async (status) => {
    const { url, times } = await serveStatuses([status])
    expect(await askWith(url)).toMatchObject({ status, tries: 1, earlier: [] })
    expect(times).toHaveLength(1)
  })

  test.each(['3600', '99999999999999999999', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'before the time that Retry-After names: %s',
    async (value) => {
      const { url, times } = await serveStatuses([503], { 'retry-after': value })
      expect(await askWith(url)).toMatchObject({ status: 503, tries: 1 })
      expect(times).toHaveLength(1)
    },
  )

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('when it is a %s', async (method) => {
    const { url, times } = await serveStatuses([503])
    expect(await askWith(url, { method })).toMatchObject({ status: 503, tries: 1 })
    expect(times).toHaveLength(1)
  })

  test('when it says never', async () => {
    const { url, times } = await serveStatuses([503])
    expect(await askWith(url, { again: 'never' })).toMatchObject({ status: 503, tries: 1 })
    expect(times).toHaveLength(1)
  })

  test('when as much time as it took is not left', async () => {
    const { url } = await serveHttp((_asked, answer) =>
      setTimeout(() => answer.writeHead(503).end(), 600),
    )
    expect(await askWith(url, { timeoutMs: 1_100 })).toMatchObject({ status: 503, tries: 1 })
  })

  test('after silence: a dead service costs one timeout', async () => {
    const { url, connections } = await serveTcp(() => {})
    expect(await askWith(url, { timeoutMs: 700 })).toMatchObject({
      fault: 'http.timeout',
      tries: 1,
    })
    expect(connections()).toBe(1)
  })
})
