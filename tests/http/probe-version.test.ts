import { createServer } from 'node:https'
import { expect, test } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { probeVersion } from '../../helpers/http/probe-version.ts'
import { makeAuthority, makeCertificate } from './support/certificates.ts'
import { closedPort, serve } from './support/serve.ts'
import { serveTls } from './support/serve-tls.ts'

const OPTIONS = { processEnv: {}, timeoutMs: 3_000 }

test('a server that speaks TLS 1.2 and newer refuses TLS 1.1, whatever its certificate', async () => {
  const { url } = await serveTls(await makeCertificate('another.example'))
  expect(await probeVersion(url, '1.1', OPTIONS)).toMatchObject({ kind: 'refused' })
  expect(await probeVersion(url, '1.2', OPTIONS)).toEqual({ kind: 'agreed', version: 'TLSv1.2' })
})

test('a server that still speaks TLS 1.1 agrees to it', async () => {
  const pair = await makeCertificate('127.0.0.1')
  const old = { minVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  const { url } = await serve(createServer({ ...pair, ...old }), 'https')
  expect(await probeVersion(url, '1.1', OPTIONS)).toEqual({ kind: 'agreed', version: 'TLSv1.1' })
})

test('a server that wants a certificate of its clients is shown the one of this run', async () => {
  const authority = await makeAuthority()
  const pair = await makeCertificate('127.0.0.1', { authority })
  const { cert, key } = await makeCertificate('smoke-run', { authority })
  const mutual = { ca: authority.cert, requestCert: true, rejectUnauthorized: true }
  const old = { minVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  const { url } = await serve(createServer({ ...pair, ...mutual, ...old }), 'https')
  const client = { certificate: cert, key: new Secret(key), hosts: [new URL(url).host] }
  expect(await probeVersion(url, '1.1', { ...OPTIONS, client })).toEqual({
    kind: 'agreed',
    version: 'TLSv1.1',
  })
})

test('where nothing listens nothing is known', async () => {
  const url = `https://127.0.0.1:${await closedPort()}`
  expect(await probeVersion(url, '1.1', OPTIONS)).toMatchObject({ kind: 'unknown' })
})
