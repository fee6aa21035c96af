import { createServer } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import type { ClientCertificate } from '../../env/client-certificate.ts'
import { Secret } from '../../env/secret.ts'
import { openSocket } from '../../helpers/socket/open-socket.ts'
import { askWith } from './support/ask-with.ts'
import { type KeyPair, makeAuthority, makeCertificate } from './support/certificates.ts'
import { serve } from './support/serve.ts'

/** A server that wants a certificate of its clients, and answers with the name in it. */
async function mutual(tls: { readonly minVersion?: 'TLSv1.3'; readonly maxVersion?: 'TLSv1.2' }) {
  const authority = await makeAuthority()
  const pair = await makeCertificate('127.0.0.1', { authority })
  const server = createServer(
    { ...pair, ...tls, ca: authority.cert, requestCert: true, rejectUnauthorized: true },
    (asked, answer) => {
      const { subject } = (asked.socket as TLSSocket).getPeerCertificate()
      answer.end(String(subject.CN))
    },
  )
  new WebSocketServer({ server }).on('error', () => {})
  const served = await serve(server, 'https')
  const certificateOf = ({ cert, key }: KeyPair, hosts = [new URL(served.url).host]) =>
    ({ certificate: cert, key: new Secret(key), hosts }) satisfies ClientCertificate
  return { ...served, authority, certificateOf, extraCa: authority.cert }
}

describe.each([
  ['TLS 1.3', { minVersion: 'TLSv1.3' as const }],
  ['TLS 1.2', { maxVersion: 'TLSv1.2' as const }],
])('a server that wants a certificate of the client, over %s', (_, tls) => {
  test('answers a request that shows one', async () => {
    const { url, authority, certificateOf, extraCa } = await mutual(tls)
    const client = certificateOf(await makeCertificate('smoke-run', { authority }))
    expect(await askWith(url, { client: { extraCa, client } })).toMatchObject({
      kind: 'answer',
      text: 'smoke-run',
    })
  })

  test('opens a WebSocket that shows one', async () => {
    const { url, authority, certificateOf, extraCa } = await mutual(tls)
    const client = certificateOf(await makeCertificate('smoke-run', { authority }))
    const opened = await openSocket(
      { url: url.replace('https:', 'wss:'), way: { by: 'none' }, timeoutMs: 5_000 },
      { userAgent: 'test', processEnv: {}, extraCa, client },
    )
    expect(opened.handshake.kind).toBe('opened')
    await opened.conversation?.close()
  })

  test('gets none where its host is not one of those that may see it', async () => {
    const { url, authority, certificateOf, extraCa } = await mutual(tls)
    const pair = await makeCertificate('smoke-run', { authority })
    const client = certificateOf(pair, ['api.example.com'])
    const exchange = await askWith(url, { again: 'never', client: { extraCa, client } })
    expect(exchange).toMatchObject({ kind: 'no-answer' })
    expect(JSON.stringify(exchange)).not.toContain('PRIVATE KEY')
  })
})
