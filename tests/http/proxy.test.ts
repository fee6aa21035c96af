import { describe, expect, test } from 'vitest'
import { askWith, clientWith } from './support/ask-with.ts'
import { closedPort, serveHttp, serveTcp } from './support/serve.ts'
import { tinyProxy } from './support/tiny-proxy.ts'

describe('through a proxy', () => {
  test('a plain request carries its whole URL, and the name is the proxy’s to resolve', async () => {
    const { port } = await serveHttp((asked, answer) =>
      answer.end(`${asked.headers.host}${asked.url}`),
    )
    const proxy = await tinyProxy()
    const url = `http://service.test:${port}/health?a=1`
    const exchange = await askWith(url, { client: { processEnv: { HTTP_PROXY: proxy.url } } })
    expect(exchange).toMatchObject({ status: 200, text: `service.test:${port}/health?a=1` })
    expect(proxy.asked).toEqual([`GET ${url} -`])
  })

  test('credentials of the variable go to the proxy', async () => {
    const { port } = await serveHttp((_asked, answer) => answer.end())
    const proxy = await tinyProxy()
    const withUser = proxy.url.replace('//', '//us%65r:p%40ss@')
    await askWith(`http://service.test:${port}/`, {
      client: { processEnv: { http_proxy: withUser } },
    })
    expect(proxy.asked).toEqual([`GET http://service.test:${port}/ Basic ${btoa('user:p@ss')}`])
  })

  test('a secure request asks for a tunnel, and what is wrong with TLS is still told', async () => {
    const { port } = await serveHttp((_asked, answer) => answer.end())
    const proxy = await tinyProxy()
    const exchange = await askWith(`https://service.test:${port}/`, {
      client: { processEnv: { https_proxy: proxy.url } },
    })
    expect(exchange).toMatchObject({
      fault: 'tls.handshake-failed',
      detail: expect.stringContaining(`service.test:${port}`),
    })
    expect(proxy.asked).toEqual([`CONNECT service.test:${port} -`])
  })

  test('connections are reused', async () => {
    const { port } = await serveHttp((_asked, answer) => answer.end())
    const proxy = await tinyProxy()
    const client = clientWith({ processEnv: { ALL_PROXY: proxy.url } })
    for (let i = 0; i < 3; i += 1)
      await client.ask({ method: 'GET', url: `http://service.test:${port}/` })
    expect(proxy.connections()).toBe(1)
  })

  test.each([
    ['NO_PROXY', 'example.org,.test'],
    ['no_proxy', '*'],
  ])('nothing goes that %s=%s excepts', async (variable, value) => {
    const proxy = await tinyProxy()
    const exchange = await askWith('http://service.test:1/', {
      client: { processEnv: { HTTP_PROXY: proxy.url, [variable]: value } },
    })
    expect(exchange).toMatchObject({ fault: 'dns.unresolved' })
    expect(proxy.connections()).toBe(0)
  })

  test('nothing goes to loopback', async () => {
    const { url } = await serveHttp((_asked, answer) => answer.end('direct'))
    const proxy = await tinyProxy()
    expect(await askWith(url, { client: { processEnv: { HTTP_PROXY: proxy.url } } })).toMatchObject(
      { text: 'direct' },
    )
    expect(proxy.connections()).toBe(0)
  })
})

describe('a proxy', () => {
  test('that is not there is told by name and variable, without its credentials', async () => {
    const port = await closedPort()
    const processEnv = { HTTPS_PROXY: `http://user:s3cret@127.0.0.1:${port}` }
    const exchange = await askWith('https://service.test/', {
      again: 'never',
      client: { processEnv },
    })
    expect(exchange).toMatchObject({
      fault: 'tcp.refused',
      detail: `the proxy http://127.0.0.1:${port} (HTTPS_PROXY): the connection was refused (ECONNREFUSED)`,
    })
    expect(JSON.stringify(exchange)).not.toContain('s3cret')
  })

  test.each([
    [403, 'tcp.refused'],
    [407, 'tcp.refused'],
    [504, 'tcp.timeout'],
  ])('that answers CONNECT with %i is %s', async (status, fault) => {
    const proxy = await tinyProxy(status)
    const exchange = await askWith('https://service.test/', {
      again: 'never',
      client: { processEnv: { HTTPS_PROXY: proxy.url } },
    })
    expect(exchange).toMatchObject({
      fault,
      detail: `the proxy ${proxy.url} answered CONNECT with ${status}`,
    })
  })

  test.each([
    ['garbage', 'SSH-2.0\r\n\r\n', 'http.malformed'],
    ['without end', 'HTTP/1.1 200 OK\r\nx: '.padEnd(40_000, 'x'), 'http.malformed'],
    ['nothing and hangs up', '', 'tcp.refused'],
  ])('that answers CONNECT with %s is told', async (_what, text, fault) => {
    const { url } = await serveTcp((socket) => socket.once('data', () => socket.end(text)))
    const exchange = await askWith('https://service.test/', {
      again: 'never',
      client: { processEnv: { HTTPS_PROXY: url } },
    })
    expect(exchange).toMatchObject({ fault, detail: expect.stringContaining(`the proxy ${url}`) })
  })

  test('that is silent is told at the deadline', async () => {
    const { url } = await serveTcp(() => {})
    const exchange = await askWith('https://service.test/', {
      timeoutMs: 700,
      client: { processEnv: { HTTPS_PROXY: url } },
    })
    expect(exchange).toMatchObject({
      fault: 'tcp.timeout',
      detail: `service.test:443 through the proxy ${url} (HTTPS_PROXY): the proxy opened no way within 700 ms`,
    })
  })

  test('we cannot speak to is wrong use, told by its variable', async () => {
    const asking = askWith('http://service.test/', {
      client: { processEnv: { ALL_PROXY: 'socks5://user:s3cret@127.0.0.1:1' } },
    })
    await expect(asking).rejects.toThrow(/^ALL_PROXY is not an http\(s\) URL of a proxy/)
  })
})
