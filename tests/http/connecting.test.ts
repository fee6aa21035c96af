import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLookupOnce, type Resolver } from '../../helpers/http/connect/lookup-once.ts'
import { openTcp, startConnectTimings } from '../../helpers/http/connect/open-connection.ts'
import { routeTo } from '../../helpers/http/connect/route.ts'
import { describeDeadline } from '../../helpers/http/failure.ts'
import { closedPort } from './support/serve.ts'

const NOTHING = { status: undefined, bytes: 0, bodyBytes: 0 }
const now = () => performance.now()
const ADDRESSES = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
]

describe('the resolver', () => {
  test('is asked once for a host at a time, and again once it has answered', async () => {
    const asked: string[] = []
    const resolver: Resolver = (hostname, _options, callback) => {
      asked.push(hostname)
      setImmediate(callback, null, ADDRESSES)
    }
    const lookup = createLookupOnce(resolver)
    const resolve = (host: string, all: boolean) =>
      new Promise((done) => lookup(host, { all }, (_error, address) => done(address)))
    const found = await Promise.all([
      resolve('a.test', true),
      resolve('a.test', false),
      resolve('b.test', true),
    ])
    expect(found).toEqual([ADDRESSES, '::1', ADDRESSES])
    await resolve('a.test', true)
    expect(asked).toEqual(['a.test', 'b.test', 'a.test'])
  })

  test.each([
    ['fails', Object.assign(new Error('no'), { code: 'EAI_AGAIN' })],
    ['knows no address', null],
  ])('that %s is an error of the lookup', async (_what, error) => {
    const lookup = createLookupOnce((_hostname, _options, callback) =>
      setImmediate(callback, error, []),
    )
    const failed = new Promise((done) => lookup('a.test', { all: true }, done))
    expect(await failed).toMatchObject({ code: error === null ? 'ENODATA' : 'EAI_AGAIN' })
  })

  test('that is silent is dns.unresolved at the deadline', () => {
    const timings = startConnectTimings(now())
    const route = routeTo(new URL('https://a.test/'), { processEnv: {} })
    void openTcp({ ...route, lookup: () => {}, now }, timings)
    expect(describeDeadline(route, timings, NOTHING, 2_000)).toEqual({
      fault: 'dns.unresolved',
      detail: 'a.test:443: the resolver did not answer within 2000 ms',
    })
    timings.socket?.destroy()
  })
})

describe('a name with several addresses', () => {
  const lookup = createLookupOnce((_hostname, _options, callback) =>
    setImmediate(callback, null, ADDRESSES),
  )

  test('is reached at the one that accepts', async () => {
    const server = createServer()
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    onTestFinished(() => {
      server.close()
    })
    const timings = startConnectTimings(now())
    const socket = await openTcp({ host: 'a.test', port, lookup, now }, timings)
    socket.destroy()
    expect(timings).toMatchObject({
      address: `127.0.0.1:${port}`,
      dnsMs: expect.any(Number),
      tcpMs: expect.any(Number),
    })
  })

  test('that all refuse rejects with each of them', async () => {
    const port = await closedPort()
    const opening = openTcp({ host: 'a.test', port, lookup, now }, startConnectTimings(now()))
    await expect(opening).rejects.toMatchObject({
      errors: [{ address: '::1' }, { address: '127.0.0.1' }],
    })
  })
})
