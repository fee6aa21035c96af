import { describe, expect, test } from 'vitest'
import { makeCertificate } from '../http/support/certificates.ts'
import { serveHttp, serveTcp } from '../http/support/serve.ts'
import { serveTls } from '../http/support/serve-tls.ts'
import { STARTING, serveReadiness } from './support/serve-readiness.ts'
import { verdictOn } from './support/verdict-on.ts'
import { waitFor } from './support/wait-for.ts'

describe('a fault that cannot heal ends the wait at once, although other services still start', () => {
  const starting = () => serveReadiness(STARTING)

  /** Waits for the service beside one that starts; the readiness of each. */
  async function beside(url: string) {
    const other = await starting()
    return (await waitFor({ backend: url, other: other.url }, { seconds: 120 })).readiness
  }

  test('a missing route', async () => {
    const { url, asked } = await serveReadiness({ status: 404, body: { detail: 'Not Found' } })
    const [readiness, other] = await beside(url)
    expect(readiness).toMatchObject({
      ready: false,
      waitedMs: 0,
      history: ['404 (once, at 0.0 s)'],
    })
    expect(asked()).toBe(1)
    // It is alive: the check of that route says what is missing, and the others go on.
    expect(verdictOn(readiness)).toBeUndefined()
    expect(other?.ready).toBe(false)
    expect(other?.waitedMs).toBeLessThan(1_000)
    expect(other?.history.at(-1)).toBe('not waited for any longer: backend cannot heal by waiting')
  })

  test('a certificate nobody vouches for', async () => {
    const { url } = await serveTls(await makeCertificate('127.0.0.1'))
    const [readiness] = await beside(url)
    expect(readiness).toMatchObject({ waitedMs: 0, history: ['tls.untrusted (once, at 0.0 s)'] })
    expect(verdictOn(readiness)?.code).toBe('tls.untrusted')
  })

  test('a host that has no address', async () => {
    const [readiness] = await beside('http://nowhere.invalid')
    expect(readiness).toMatchObject({ waitedMs: 0, history: ['dns.unresolved (once, at 0.0 s)'] })
  })

  test('a web page in its place', async () => {
    const { url } = await serveHttp((_, response) => response.end('<!doctype html><html>hello'))
    expect((await beside(url))[0]).toMatchObject({ ready: false, waitedMs: 0 })
  })

  test('something that is not HTTP', async () => {
    const { url } = await serveTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'))
    const [readiness] = await beside(url)
    expect(readiness).toMatchObject({ waitedMs: 0, history: ['http.malformed (once, at 0.0 s)'] })
  })

  test.for([500, 401, 403, 301])('a %i', async (status) => {
    const { url } = await serveReadiness({ status, body: { detail: 'no' } })
    expect((await beside(url))[0]).toMatchObject({ ready: false, waitedMs: 0 })
  })
})
