import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { useReference } from './use-reference.ts'

/** What a plain connection to the backend comes to, after a request was written. */
async function knock(fault: string): Promise<string> {
  const { env } = await useReference({ faults: [fault] })
  const { hostname, port } = new URL(env.BACKEND_URL ?? '')
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    let isConnected = false
    socket.on('connect', () => {
      isConnected = true
      socket.write('GET /health HTTP/1.1\r\nHost: backend\r\n\r\n')
    })
    socket.setTimeout(300, () => {
      socket.destroy()
      resolve(isConnected ? 'silence' : 'no connection')
    })
    socket.on('data', (data) => {
      socket.destroy()
      resolve(data.toString().slice(0, 8))
    })
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
  })
}

describe('a port', () => {
  test.each([
    ['backend-refused', 'ECONNREFUSED'],
    ['backend-connect-timeout', 'no connection'],
    ['backend-silent', 'silence'],
    ['backend-resets', 'ECONNRESET'],
    ['backend-not-http', 'SSH-2.0-'],
    ['backend-edge-no-backend', 'HTTP/1.1'],
  ])('of the fault %s gives %s', async (fault, expected) => {
    expect(await knock(fault)).toBe(expected)
  })
})

describe('a certificate', () => {
  test.each([
    ['backend-certificate-untrusted', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['backend-certificate-expired', 'CERT_HAS_EXPIRED'],
    ['backend-certificate-of-another-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['backend-certificate-expiring', '200'],
  ])('of the fault %s gives %s', async (fault, expected) => {
    const { env } = await useReference({ faults: [fault] })
    const ca = readFileSync(env.NODE_EXTRA_CA_CERTS ?? '')
    const result = await new Promise((resolve) => {
      get(`${env.BACKEND_URL}/health`, { ca, agent: false }, (response) => {
        response.resume()
        resolve(String(response.statusCode))
      }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    })
    expect(result).toBe(expected)
  })
})
