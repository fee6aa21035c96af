import { createServer } from 'node:https'
import { generate } from 'selfsigned'
import { describe, expect, test } from 'vitest'
import { serve } from '../http/support/serve.ts'
import { useDeployment } from './support/use-deployment.ts'

const WITHIN_SECONDS = 25
/** RFC 5280 §A.1: a common name holds 64 characters. */
const COMMON_NAME = 64

const TEXTS = [
  '\n::error title=owned::x ##[error]y\u001b[2J\u0007',
  ']]> <![CDATA[ </testcase><b>`|` [a](javascript:x) @octocat #1',
]

describe('a certificate that says', () => {
  const deployment = useDeployment('hostile-certificates')

  test.each(TEXTS)('%j in its names is shown as text', { timeout: 60_000 }, async (text) => {
    const hostile = { name: 'commonName', value: text.slice(0, COMMON_NAME) }
    const pair = await generate(
      [hostile, { name: 'organizationName', value: text.slice(0, COMMON_NAME) }],
      {
        keyType: 'ec',
        algorithm: 'sha256',
        extensions: [
          {
            name: 'subjectAltName',
            altNames: [{ type: 2, value: text }],
          },
        ],
      },
    )
    const { url } = await serve(createServer({ key: pair.private, cert: pair.cert }), 'https')
    const run = await deployment.run({
      BACKEND_URL: url,
      WEBSOCKET_URL: deployment.reference.urls.websocket,
    })
    expect(run.reports.ctrf.results.extra.rootCauses).toContainEqual(
      expect.objectContaining({ code: 'tls.untrusted', service: 'backend' }),
    )
    await deployment.expectSafe(run, WITHIN_SECONDS)
  })
})
