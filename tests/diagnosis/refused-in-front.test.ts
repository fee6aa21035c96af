import { describe, expect, test } from 'vitest'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import { Secret } from '../../env/secret.ts'
import { judgeForged } from '../../helpers/diagnosis/judges/access/judge-forged.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import type { Forged } from '../../helpers/tokens/forgery.ts'
import { backend } from '../support/contracts.ts'
import { answer, page, silence } from './support/facts.ts'

const ROUTE = backend.protectedRoutes[0] as ProtectedRoute
const CLOUDFLARE = page(406, '<title>Attention Required! | Cloudflare</title>', {
  server: 'cloudflare',
  'cf-ray': '8f00-FRA',
})

function judged(
  exchange: Exchange,
  group: Forged['group'] = 'forged',
  again?: readonly Exchange[],
) {
  return judgeForged(
    { route: ROUTE, exchange, ...(again && { again }) },
    {
      id: 'row',
      title: 'with alg none',
      proves: 'algorithm',
      group,
      source: 'RFC 8725 §3.2',
      alsoRefusedWith: [],
      token: new Secret('a.b.'),
    },
  )
}

describe('a wrong token that a firewall refuses', () => {
  test.each([
    ['with its page', CLOUDFLARE, 'Cloudflare in front of backend refuses'],
    [
      'in words of its own',
      answer(406, { message: 'Request blocked by policy' }),
      'a firewall (by its words) in front of backend refuses',
    ],
  ])('%s is refused, and not by the service: a warning', (_, exchange, summary) => {
    expect(judged(exchange)).toMatchObject({
      code: 'edge.refused',
      severity: 'warning',
      summary: expect.stringContaining(summary),
    })
  })

  test('and that users hold when it expires is a failure: they get no word to sign in again', () => {
    expect(judged(CLOUDFLARE, 'expired')).toMatchObject({
      code: 'edge.refused',
      severity: 'failure',
    })
  })

  test('is no firewall because of its status alone', () => {
    expect(judged(answer(406, { detail: 'not acceptable' }))?.code).toBe('route.shape')
  })
})

describe('a wrong token', () => {
  test('whose connection is cut says both that may have done it', () => {
    expect(judged(silence('http.reset'))).toMatchObject({
      code: 'http.reset',
      severity: 'failure',
      summary: expect.stringMatching(/a firewall before it .* or its process ends/),
    })
  })

  test('that met an error once and a refusal when it was sent again: one instance', () => {
    const crash = answer(500, { detail: 'relation "threads" does not exist' })
    const refused = answer(401, { detail: 'Invalid token' })
    expect(judged(crash, 'forged', [refused, refused])?.summary).toContain(
      'fails 1 of 3 times at GET',
    )
    expect(judged(crash, 'forged', [crash, crash])?.summary).toBeUndefined()
  })
})
