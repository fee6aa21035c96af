import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { askWith } from './support/ask-with.ts'
import { makeAuthority, makeCertificate } from './support/certificates.ts'
import { serveHttp, serveTcp } from './support/serve.ts'
import { serveTls } from './support/serve-tls.ts'
import { tinyProxy } from './support/tiny-proxy.ts'

// Processes are started, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const ROOT = new URL('../../', import.meta.url).pathname

/** Asks from a process that trusts the authority through `NODE_EXTRA_CA_CERTS`. */
async function askTrusting(
  authority: string,
  options: object,
  urls: readonly string[],
  env: object = {},
): Promise<Exchange[]> {
  const folder = await mkdtemp(join(tmpdir(), 'smoke-tls-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'authority.pem')
  await writeFile(file, authority)
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['run.mjs', 'tests/http/support/ask-in-child.ts', JSON.stringify(options), ...urls],
    { cwd: ROOT, env: { ...process.env, NODE_EXTRA_CA_CERTS: file, ...env } },
  )
  return JSON.parse(stdout) as Exchange[]
}

describe('a certificate', () => {
  test('that is signed by itself is tls.untrusted, and is shown', async () => {
    const { url, port } = await serveTls(await makeCertificate('localhost'))
    const exchange = await askWith(url.replace('127.0.0.1', 'localhost'))
    expect(exchange).toMatchObject({
      kind: 'no-answer',
      fault: 'tls.untrusted',
      detail: `localhost:${port}: the certificate is signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)`,
      tries: 1,
      certificate: {
        subject: 'CN=localhost',
        issuer: 'CN=localhost',
        names: ['localhost'],
        validTo: expect.stringMatching(/^20\d\d-/),
      },
    })
  })

  test('is verified against NODE_EXTRA_CA_CERTS: good, expired, for another host, and of a known host', async () => {
    const authority = await makeAuthority()
    const serving = [
      makeCertificate('127.0.0.1', { authority }),
      makeCertificate('127.0.0.1', { authority, days: 5 }),
      makeCertificate('other.example', { authority }),
    ].map(async (pair) => serveTls(await pair))
    const [good, expired, other] = (await Promise.all(serving)).map(({ url }) => url)
    const urls = [good ?? '', expired ?? '', other ?? '']
    const [strict, careless, known] = await Promise.all([
      askTrusting(authority.cert, {}, urls),
      askTrusting(authority.cert, {}, urls, { NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
      askTrusting(authority.cert, { knownHosts: ['127.0.0.1'] }, urls),
    ])
    expect(strict).toMatchObject([
      {
        kind: 'answer',
        text: 'secure',
        certificate: { issuer: 'CN=Smoke Test Authority', names: ['127.0.0.1'] },
        timing: { tlsMs: expect.any(Number) },
      },
      { fault: 'tls.expired', certificate: { names: ['127.0.0.1'], validTo: expect.any(String) } },
      { fault: 'tls.hostname-mismatch', certificate: { names: ['other.example'] } },
    ])
    expect(careless.map((one) => one.kind === 'no-answer' && one.fault)).toEqual([
      false,
      'tls.expired',
      'tls.hostname-mismatch',
    ])
    expect(known).toMatchObject([
      { kind: 'answer' },
      { fault: 'tls.expired' },
      { kind: 'answer', certificate: { names: ['other.example'] } },
    ])
  })

  test('is shown again on a kept connection', async () => {
    const authority = await makeAuthority()
    const { url, connections } = await serveTls(await makeCertificate('127.0.0.1', { authority }))
    const exchanges = await askTrusting(authority.cert, { perHost: 1 }, [url, url])
    expect(exchanges).toMatchObject([
      { certificate: { names: ['127.0.0.1'] } },
      { certificate: { names: ['127.0.0.1'] } },
    ])
    expect(exchanges[1]?.timing).not.toHaveProperty('tlsMs')
    expect(connections()).toBe(1)
  })

  test('is looked at behind a proxy too', async () => {
    const authority = await makeAuthority()
    const [good, other] = await Promise.all([
      serveTls(await makeCertificate('service.test', { authority })),
      serveTls(await makeCertificate('other.test', { authority })),
    ])
    const proxy = await tinyProxy()
    const urls = [`https://service.test:${good.port}/`, `https://service.test:${other.port}/`]
    expect(
      await askTrusting(authority.cert, { processEnv: { HTTPS_PROXY: proxy.url } }, urls),
    ).toMatchObject([{ kind: 'answer', text: 'secure' }, { fault: 'tls.hostname-mismatch' }])
  })

  test('of a known host is still not trusted when nobody signed it', async () => {
    const { url } = await serveTls(await makeCertificate('other.example'))
    expect(await askWith(url, { client: { knownHosts: ['127.0.0.1', '*'] } })).toMatchObject({
      fault: 'tls.untrusted',
    })
  })

  test('that is refused costs no request: no secret leaves', async () => {
    let asked = 0
    const { url } = await serveTls(await makeCertificate('localhost'), () => {
      asked += 1
    })
    const headers = { authorization: 'Bearer secret' }
    expect(await askWith(url, { method: 'POST', headers })).toMatchObject({
      fault: 'tls.untrusted',
    })
    await sleep(50)
    expect(asked).toBe(0)
  })
})

describe('TLS that is not agreed', () => {
  test('because the port speaks plain HTTP is tls.handshake-failed that says so', async () => {
    const { port } = await serveHttp((_asked, answer) => answer.end())
    expect(await askWith(`https://127.0.0.1:${port}/`)).toMatchObject({
      fault: 'tls.handshake-failed',
      detail: expect.stringContaining('it may speak plain HTTP'),
      tries: 1,
    })
  })

  test.each([
    ['reset', 'resetAndDestroy'],
    ['closed', 'end'],
  ] as const)(
    'because the connection is %s in the handshake is tls.handshake-failed',
    async (_how, cut) => {
      const { port } = await serveTcp((socket) => socket.once('data', () => socket[cut]()))
      expect(await askWith(`https://127.0.0.1:${port}/`)).toMatchObject({
        fault: 'tls.handshake-failed',
        tries: 1,
      })
    },
  )

  test('because the server is silent is tls.handshake-failed at the deadline', async () => {
    const { port } = await serveTcp(() => {})
    expect(await askWith(`https://127.0.0.1:${port}/`, { timeoutMs: 700 })).toMatchObject({
      fault: 'tls.handshake-failed',
      detail: `127.0.0.1:${port}: connected, but TLS was not agreed within 700 ms`,
    })
  })
})
