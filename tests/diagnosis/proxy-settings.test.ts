import { expect, test } from 'vitest'
import { judgeAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import { page } from './support/facts.ts'

const firstStep = (status: number, body: string, headers: Record<string, string> = {}) =>
  judgeAnswered(page(status, body, headers), 'backend', 'it answers')?.nextSteps?.[0]

test('the first step is a line of the proxy that answered, with its source', () => {
  const nginx = '<html><center>nginx/1.22.1</center></html>'
  const server = { server: 'nginx/1.22.1' }
  expect(firstStep(502, nginx, server)).toMatch(/^nginx: `proxy_pass .* \(nginx\.org\//)
  expect(firstStep(404, nginx, server)).toMatch(/^nginx: `server_name HOST;`/)
  expect(firstStep(431, nginx, server)).toMatch(/^nginx: `large_client_header_buffers/)
})

test('a proxy without a mark is known by its page', () => {
  const busy =
    '<html><body><h1>503 Service Unavailable</h1>\nNo server is available\n</body></html>'
  expect(firstStep(503, busy)).toMatch(/^HAProxy: `server app/)
})

test('an edge of which no line is known gets the steps of the code alone', () => {
  expect(firstStep(404, 'Not Found - Request ID: 01J')).toBeUndefined()
})
