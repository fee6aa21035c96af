import { describe, expect, test } from 'vitest'
import { judgeMissing } from '../../helpers/diagnosis/judges/health/judge-missing.ts'
import type { Answer } from '../../helpers/http/exchange.ts'
import { backend } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

/** An answer at a URL. */
function at(url: string, status: number, body: unknown = { detail: 'Not Found' }): Answer {
  return { ...answer(status, body), asked: { method: 'GET', url } } as Answer
}

const BASE = 'https://api.example.com/v2'
const first = at(`${BASE}/health`, 404)
const nowhere = at(`${BASE}/run-1/no-such-path`, 404)

describe('where the first route of a service answers 404', () => {
  test('the URL has a wrong path, if the route is there above it', () => {
    const above = {
      baseUrl: 'https://api.example.com',
      answer: at('https://api.example.com/health', 200, { status: 'ok' }),
    }
    expect(judgeMissing(first, backend, { others: [], nowhere, above })).toMatchObject({
      code: 'edge.missing',
      summary: expect.stringMatching(/the path in BACKEND_URL is wrong: .*200, and .*404/),
      nextSteps: [expect.stringContaining('Set BACKEND_URL to https://api.example.com')],
    })
  })

  test('nothing is there, if the other promised routes get the answer of a path that cannot exist', () => {
    const others = [at(`${BASE}/api/threads`, 404)]
    expect(judgeMissing(first, backend, { others, nowhere })).toMatchObject({
      code: 'edge.missing',
      summary: expect.stringContaining('2 promised routes get the same 404'),
    })
  })

  test('that the paths stand in the answers makes no difference', () => {
    const said = (path: string) => at(`${BASE}${path}`, 404, `Cannot GET /v2${path}`)
    const look = { others: [said('/api/threads')], nowhere: said('/run-1/no-such-path') }
    expect(judgeMissing(said('/health'), backend, look)).toBeDefined()
  })

  test.each([
    ['another route is there', [at(`${BASE}/api/threads`, 401)]],
    ['another route has a 404 of its own', [at(`${BASE}/api/threads`, 404, { error: 'no user' })]],
    ['no other route was asked', []],
  ])('one route alone may be missing, if %s', (_, others) => {
    expect(judgeMissing(first, backend, { others, nowhere })).toBeUndefined()
  })
})
