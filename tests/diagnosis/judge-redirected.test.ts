import { describe, expect, test } from 'vitest'
import type { CorsPromise } from '../../contracts/schema/page.ts'
import { judgeRedirected } from '../../helpers/diagnosis/judges/access/judge-redirected.ts'
import { judgeShared } from '../../helpers/diagnosis/judges/access/judge-shared.ts'
import { saw } from '../../helpers/record/finding.ts'
import { netra as contract } from '../support/contracts.ts'
import { answer, silence } from './support/facts.ts'

const CORS = contract.cors as CorsPromise
const ROUTE = CORS.routes[0] as CorsPromise['routes'][number]
const SHARED = {
  'access-control-allow-origin': 'null',
  'access-control-allow-credentials': 'true',
}

describe('a call that is redirected to another host', () => {
  const judged = (
    exchange: Parameters<typeof judgeRedirected>[0]['answer'],
    authorization: 'sent' | 'left-out' = 'left-out',
  ) =>
    judgeRedirected(
      { from: 'https://api.example.com/threads', answer: exchange, origin: 'null', authorization },
      ROUTE,
      CORS,
    )

  test('is well where the answer is shared with an origin that browsers hide', () => {
    expect(judged(answer(200, '[]', SHARED))).toBeUndefined()
    expect(judged(silence('http.timeout'))).toBeUndefined()
  })

  test('is blocked where the answer is shared with the page by its name', () => {
    const named = { ...SHARED, 'access-control-allow-origin': 'https://app.example.com' }
    expect(judged(answer(200, '[]', named))).toMatchObject({
      code: 'cors.blocked',
      evidence: expect.arrayContaining([
        saw(
          '"https://api.example.com/threads" redirects to it; browsers follow, with the origin null',
        ),
      ]),
    })
  })

  test('is refused where browsers leave the credential out', () => {
    expect(judged(answer(401, '', SHARED))?.code).toBe('service.redirected')
    expect(judged(answer(401, '', SHARED), 'sent')?.code).not.toBe('service.redirected')
    expect(judged(answer(403, '', SHARED))).toBeUndefined()
  })
})

test('a whole page in place of data is no answer to a call', () => {
  const shared = { ...SHARED, 'access-control-allow-origin': 'https://app.example.com' }
  const judged = (text: string, type: string, status = 200) =>
    judgeShared(
      answer(status, text, { ...shared, 'content-type': type }),
      ROUTE,
      'https://app.example.com',
      CORS,
    )?.code
  expect(judged('<!doctype html><title>App</title>', 'text/html; charset=utf-8')).toBe(
    'route.shape',
  )
  expect(judged('<p>a part of a page', 'text/html')).toBeUndefined()
  expect(judged('<!doctype html><title>App</title>', 'application/json')).toBeUndefined()
})
