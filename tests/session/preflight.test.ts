import { expect, test } from 'vitest'
import { needsPreflight, preflightHeaders } from '../../helpers/session/cors-routes.ts'

const ORIGIN = 'https://app.example.com'

function routeWith(headers: readonly string[]) {
  return {
    method: 'POST',
    headers,
    request: { service: 'api', method: 'POST', path: '/things' },
  } as const
}

// Fetch standard, CORS-unsafe request-header names: in lower case, sorted, each once. rs/cors 1.11.1 refuses any other order.
test.each([
  [['Content-Type', 'Authorization'], 'authorization,content-type'],
  [['x-request-id', 'authorization', 'X-Request-Id'], 'authorization,x-request-id'],
])('a preflight names %j as a browser does', (headers, expected) => {
  const sent = preflightHeaders(routeWith(headers), ORIGIN)
  expect(sent['access-control-request-headers']).toBe(expected)
})

test('a preflight for a method alone names no header', () => {
  const route = { ...routeWith([]), method: 'DELETE' }
  expect(needsPreflight(route)).toBe(true)
  expect(preflightHeaders(route, ORIGIN)).toEqual({
    origin: ORIGIN,
    'access-control-request-method': 'DELETE',
  })
})
