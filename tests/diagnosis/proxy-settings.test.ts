import { expect, test } from 'vitest'
import { settingFor } from '../../helpers/diagnosis/judges/health/edges/settings.ts'
import { judgeAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import { asked, page } from './support/facts.ts'

const firstStep = (status: number, body: string, headers: Record<string, string> = {}) =>
  judgeAnswered(page(status, body, headers), 'backend', 'it answers')?.nextSteps?.[0]

test('the first step is a line of the proxy that answered, with its source', () => {
  const nginx = '<html><center>nginx/1.22.1</center></html>'
  const server = { server: 'nginx/1.22.1' }
  expect(firstStep(502, nginx, server)).toMatch(/^nginx: `proxy_pass .* \(nginx\.org\//)
  expect(firstStep(404, nginx, server)).toMatch(/^nginx: `server_name HOST;`/)
  expect(firstStep(431, nginx, server)).toMatch(/^nginx: `large_client_header_buffers/)
})

test('a request with a body that is too large is told from one with large headers', () => {
  const sent = (method: string) =>
    judgeAnswered(asked(page(413, 'Payload Too Large'), { method }), 'backend', 'it answers')
  expect(sent('POST')).toMatchObject({
    code: 'edge.limit',
    nextSteps: [expect.stringContaining('client_max_body_size')],
  })
  expect(sent('GET')).toMatchObject({ code: 'edge.limit' })
  expect(sent('GET')?.nextSteps).toBeUndefined()
})

test('a proxy without a mark is known by its page', () => {
  const busy =
    '<html><body><h1>503 Service Unavailable</h1>\nNo server is available\n</body></html>'
  expect(firstStep(503, busy)).toMatch(/^HAProxy: `server app/)
})

test('a proxy that wants a certificate of the client is said to want one', () => {
  const nginx =
    '<title>400 No required SSL certificate was sent</title><center>nginx/1.22.1</center>'
  const finding = judgeAnswered(
    page(400, nginx, { server: 'nginx/1.22.1' }),
    'backend',
    'it answers',
  )
  expect(finding?.code).toBe('tls.client-certificate')
  expect(finding?.summary ?? '').not.toContain('in place of the app')
})

test('an edge of which no line is known gets the steps of the code alone', () => {
  expect(firstStep(404, 'Not Found - Request ID: 01J')).toBeUndefined()
})

test.each([
  [{ server: 'nginx/1.22.1' }, /^nginx: .*proxy_set_header Authorization \$http_authorization/],
  [{ server: 'Apache/2.4.71 (Unix)' }, /^Apache: .*CGIPassAuth On/],
  [{ 'x-varnish': '3' }, /^Varnish: .*unset req\.http\.Authorization/],
  [{ server: 'lighttpd/1.4.69' }, /^lighttpd: .*setenv\.set-request-header/],
  [{ via: '1.1 Caddy' }, /^Caddy: .*header_up -Authorization/],
  [{ server: 'envoy' }, /^Envoy: .*forward: true/],
  [{ server: 'istio-envoy' }, /^Istio: .*forwardOriginalToken: true/],
  [{ via: '1.1 proxy (squid/5.7)' }, /^Squid: .*login=PASSTHRU/],
  [{ via: '1.1 kong/3.9.1' }, /^Kong: .*hide_credentials/],
  [{ 'apigw-requestid': 'a=' }, /^AWS API Gateway: .*integration\.request\.header/],
  [{ via: '1.1 abc.cloudfront.net (CloudFront)' }, /^CloudFront: .*AllViewer/],
  [{}, /HAProxy .*Traefik .*http-proxy/],
])(
  'of an Authorization that does not arrive, seen by %j, the step is the line that passes it on',
  (headers, line) => {
    expect(settingFor(headers, 'credential')[0]).toMatch(line)
  },
)
