import { describe, expect, test } from 'vitest'
import type { ProtectedRoute } from '../../contracts/schema/service.ts'
import { judgeRouteAnswered } from '../../helpers/diagnosis/judges/health/judge-answered.ts'
import { judgeRouteInPlace } from '../../helpers/diagnosis/judges/journey/judge-step-again.ts'
import type { Answer } from '../../helpers/http/exchange.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import { backend, tokens } from '../support/contracts.ts'
import { judged, REFUSED } from './support/acceptance.ts'
import { answer, asked, page } from './support/facts.ts'

const ROUTE = backend.protectedRoutes[0] as ProtectedRoute

const ofNginx = (status: number, words: string): Answer =>
  page(
    status,
    `<html><head><title>${status} ${words}</title></head><body><center><h1>${status} ${words}</h1></center><hr><center>nginx/1.25.3</center></body></html>`,
    { server: 'nginx/1.25.3' },
  )

const answered = (exchange: Answer) => judgeRouteAnswered(exchange, ROUTE.request, 'x', [200])

describe('the first step where a server in front answers', () => {
  test('a limit on requests is no wrong address of the app', () => {
    const found = answered(ofNginx(429, 'Too Many Requests'))
    expect(found?.code).toBe('service.throttled')
    expect(found?.nextSteps?.join(' ') ?? '').not.toContain('proxy_pass')
  })

  test('a method that it keeps from the app is looked for in its rules', () => {
    const exchange = asked(ofNginx(405, 'Not Allowed'), { method: 'POST' })
    const found = answered(exchange)
    expect(found).toMatchObject({ code: 'edge.refused' })
    expect(found?.nextSteps?.[0]).toMatch(/^Look for the rule that keeps POST from the app: nginx/)
    if (found === undefined) return
    const step = { request: { ...ROUTE.request, method: 'POST' as const } }
    const again = judgeRouteInPlace(found, step, { route: ROUTE, answers: [answer(200, [])] })
    expect(again.nextSteps).toEqual(found.nextSteps)
    expect(again.evidence.map(evidenceText).join(' ')).toContain('was sent once')
  })

  test.each([
    ['http', 'A proxy in front takes a part of the path away'],
    ['https', 'The proxy in front ends TLS'],
  ])('a loop at %s', (scheme, step) => {
    const url = `${scheme}://api.example.com/hub/health`
    const found = answered(asked(answer(302, '', { location: url }), { url }))
    expect(found).toMatchObject({
      code: 'service.redirected',
      nextSteps: [expect.stringContaining(step)],
    })
  })
})

test('a given token whose refusal is that of a request without one may not arrive', () => {
  const given = { service: { ...backend, name: tokens.issuer }, age: 'given' } as const
  const summaryOf = (without: Answer) =>
    judged({ ...given, look: { without, garbage: REFUSED } })?.summary
  expect(summaryOf(REFUSED)).toMatch(/is of another environment, or does not arrive$/)
  expect(summaryOf(answer(401, { detail: 'Not authenticated' }))).toMatch(
    /was revoked, or is of another environment$/,
  )
})
