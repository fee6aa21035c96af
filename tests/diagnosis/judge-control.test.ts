import { describe, expect, test } from 'vitest'
import { judgeControl } from '../../helpers/diagnosis/judges/access/judge-control.ts'
import { saw } from '../../helpers/record/finding.ts'
import { OK, REFUSED, ROUTE } from './support/acceptance.ts'
import { answer, page } from './support/facts.ts'

describe('after the refusals', () => {
  test('the good token still opens the door', () => {
    expect(judgeControl({ route: ROUTE, exchange: OK })).toBeUndefined()
  })

  test('a good token that is shut out is told', () => {
    expect(judgeControl({ route: ROUTE, exchange: REFUSED })).toMatchObject({
      code: 'trust.token-rejected',
      evidence: [
        'the good token was accepted before the wrong ones were sent, and is refused after them',
      ].map(saw),
    })
  })
})

describe('a token that was accepted before the refusals and is refused after them', () => {
  test('may be refused by one instance', () => {
    const fact = { route: ROUTE, exchange: REFUSED, again: [OK, OK, REFUSED, OK] }
    expect(judgeControl(fact)?.summary).toMatch(/^backend refuses good tokens 2 of 5 times at GET /)
  })

  test('may have ended meanwhile, if a new one is accepted', () => {
    const fact = { route: ROUTE, exchange: REFUSED, again: [REFUSED], renewed: OK }
    expect(judgeControl(fact)?.summary).toContain('the first one ended meanwhile')
  })

  test('may be refused for a reason that the answer states', () => {
    const exchange = answer(401, { error_description: 'no applicable key found in the key set' })
    const summary = judgeControl({ route: ROUTE, exchange, again: [exchange] })?.summary
    expect(summary).toContain('it says that it has no key for the token')
    expect(summary).not.toContain('count refusals')
  })

  test('may be refused by an edge in front: its sender is turned away', () => {
    const exchange = page(403, '<h1>403 Forbidden</h1>', { server: 'awselb/2.0' })
    expect(judgeControl({ route: ROUTE, exchange })).toMatchObject({
      code: 'edge.refused',
      summary: expect.stringContaining('AWS load balancer in front of it refuses the good one too'),
      undecided: true,
    })
  })

  test('or its sender is turned away', () => {
    const fact = { route: ROUTE, exchange: REFUSED, again: [REFUSED], renewed: REFUSED }
    expect(judgeControl(fact)?.summary).toContain('it may count refusals')
  })
})
