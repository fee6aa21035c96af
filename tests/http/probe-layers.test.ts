import { describe, expect, test } from 'vitest'
import { type ProbeOptions, probeLayers } from '../../helpers/http/probe.ts'
import { makeCertificate } from './support/certificates.ts'
import { closedPort, serveBytes, serveHttp, serveTcp } from './support/serve.ts'
import { serveTls } from './support/serve-tls.ts'
import { stalledPort } from './support/stalled-port.ts'
import { tinyProxy } from './support/tiny-proxy.ts'

const probe = (url: string, options: Partial<ProbeOptions> = {}) =>
  probeLayers(url, { timeoutMs: 1_000, processEnv: {}, ...options })

describe('probing the layers', () => {
  test('proves that a name has no address', async () => {
    expect(await probe('http://smoke-test.invalid/')).toEqual([
      {
        layer: 'dns',
        words: expect.stringContaining('smoke-test.invalid: the name has no address'),
        fault: 'dns.unresolved',
        ms: expect.any(Number),
      },
    ])
  })

  test('proves that every address refuses', async () => {
    const port = await closedPort()
    expect(await probe(`http://localhost:${port}/`)).toMatchObject([
      { layer: 'dns', words: expect.stringMatching(/^localhost is .*127\.0\.0\.1/) },
      {
        layer: 'tcp',
        words: expect.stringMatching(
          /127\.0\.0\.1:\d+: the connection was refused \(ECONNREFUSED\) after \d+ ms/,
        ),
        fault: 'tcp.refused',
      },
    ])
  })

  test.skipIf(process.platform !== 'linux')(
    'proves that a connection is not accepted',
    async () => {
      const port = await stalledPort()
      expect(await probe(`http://127.0.0.1:${port}/`)).toMatchObject([
        {
          layer: 'tcp',
          words: expect.stringMatching(/did not accept within \d+ ms/),
          fault: 'tcp.timeout',
        },
      ])
    },
  )

  test('proves what is wrong with a certificate, and shows it', async () => {
    const { url } = await serveTls(await makeCertificate('other.example'))
    expect(await probe(url)).toMatchObject([
      { layer: 'tcp' },
      {
        layer: 'tls',
        words: expect.stringMatching(
          /^the certificate is signed by itself .*; it names other\.example and is valid from 20/,
        ),
        fault: 'tls.untrusted',
        certificate: { names: ['other.example'] },
      },
    ])
  })

  test('proves that a port does not speak TLS', async () => {
    const { port } = await serveHttp((_asked, answer) => answer.end())
    expect((await probe(`https://127.0.0.1:${port}/`)).at(-1)).toMatchObject({
      layer: 'tls',
      fault: 'tls.handshake-failed',
    })
  })

  test.each([
    ['nothing', () => {}, 'http.timeout', 'nothing answered GET /a within'],
    [
      'a closed connection',
      (socket: { destroy(): void }) => socket.destroy(),
      'http.reset',
      'closed without an answer to GET /a',
    ],
  ])('proves that %s comes back', async (_what, behave, fault, words) => {
    const { url } = await serveTcp((socket) => socket.once('data', () => behave(socket)))
    expect((await probe(`${url}/a?token=secret`)).at(-1)).toMatchObject({
      layer: 'http',
      fault,
      words: expect.stringContaining(words),
    })
  })

  test.each([
    ['an HTTP/2 server', '00001204000000000000030000006400', 'HTTP/2'],
    ['an HTTP/2 server that leaves at once', '0000080700000000000000000000000001', 'HTTP/2'],
    ['a TLS server', '15030100020246', 'TLS'],
  ])('proves that %s answers a plain request', async (_what, hex, speaks) => {
    const { url } = await serveBytes(Buffer.from(hex, 'hex').toString('latin1'))
    expect((await probe(url)).at(-1)).toMatchObject({ fault: 'http.protocol', speaks })
  })

  test('proves that a port speaks TLS that cuts a plain request', async () => {
    const { port } = await serveTls(await makeCertificate('other.example'))
    expect((await probe(`http://127.0.0.1:${port}/`)).slice(-2)).toMatchObject([
      { layer: 'http', fault: 'http.reset' },
      {
        fault: 'http.protocol',
        speaks: 'TLS',
        words:
          'a TLS handshake at the same port is answered: the port speaks TLS, and the URL says http',
      },
    ])
  })

  test('quotes what is not HTTP, in printable characters and not at length', async () => {
    const { url } = await serveBytes(`\x1b[31m::error::\r\n${'x'.repeat(1_000)}`)
    expect((await probe(url)).at(-1)).toMatchObject({
      fault: 'http.malformed',
      words: `GET / is answered with ".[31m::error::..${'x'.repeat(24)}", which is not HTTP`,
    })
  })

  test('finds no fault where all layers answer, and sends neither query nor credentials', async () => {
    const asked: unknown[] = []
    const { url } = await serveHttp(({ method, url, headers }, answer) => {
      asked.push({ method, url, authorization: headers.authorization })
      answer.end()
    })
    const proofs = await probe(`${url}/health?token=secret`)
    expect(proofs.map(({ layer, fault }) => [layer, fault])).toEqual([
      ['tcp', undefined],
      ['http', undefined],
    ])
    expect(proofs.at(-1)?.words).toMatch(/^GET \/health is answered with "HTTP\/1\.1 200 OK/)
    expect(asked).toEqual([{ method: 'GET', url: '/health', authorization: undefined }])
  })
})

describe('probing through a proxy', () => {
  test('says so first, and asks it for a tunnel', async () => {
    const { port } = await serveHttp((_asked, answer) => answer.end())
    const proxy = await tinyProxy()
    expect(
      await probe(`https://service.test:${port}/`, { processEnv: { HTTPS_PROXY: proxy.url } }),
    ).toMatchObject([
      {
        layer: 'proxy',
        words: `HTTPS_PROXY sends this through the proxy ${proxy.url}, which resolves service.test itself`,
      },
      { layer: 'tcp' },
      { layer: 'proxy', words: `the proxy opened a tunnel to service.test:${port}` },
      { layer: 'tls', fault: 'tls.handshake-failed' },
    ])
  })

  test('proves that the proxy refuses', async () => {
    const proxy = await tinyProxy(403)
    expect(
      (await probe('https://service.test/', { processEnv: { HTTPS_PROXY: proxy.url } })).at(-1),
    ).toMatchObject({
      layer: 'proxy',
      words: `the proxy ${proxy.url} answered CONNECT with 403`,
      fault: 'tcp.refused',
    })
  })

  test('ends at the proxy for plain http', async () => {
    const proxy = await tinyProxy()
    const proofs = await probe('http://service.test/', { processEnv: { HTTP_PROXY: proxy.url } })
    expect(proofs.map(({ layer, fault }) => [layer, fault])).toEqual([
      ['proxy', undefined],
      ['tcp', undefined],
    ])
  })
})
