import { expect, test } from 'vitest'
import { judgeRetried } from '../../helpers/diagnosis/judges/access/judge-retried.ts'
import { OK, ROUTE } from './support/acceptance.ts'
import { silence } from './support/facts.ts'

const RETRIED = { ...OK, tries: 2, earlier: ['http.reset after 3 ms: socket hang up'] }
const CUT = silence('http.reset')

function judged(...alone: readonly (typeof OK | typeof CUT)[]) {
  return judgeRetried({ route: ROUTE, answers: [OK, RETRIED, OK, OK, OK], alone })
}

test('what a retry healed, and comes again, is an instance', () => {
  expect(judged(OK, CUT, OK, CUT)).toMatchObject({
    code: 'http.reset',
    severity: 'failure',
    summary:
      'backend fails 2 of 4 times at GET /api/threads?limit=1&offset=0 with http.reset, as when one instance is broken',
  })
})

test('once may be an instance that is being replaced; each time, it is no matter of an instance', () => {
  expect(judged(OK, CUT, OK, OK)).toBeUndefined()
  expect(judged(CUT, CUT, CUT)).toBeUndefined()
  expect(judged(OK, OK)).toBeUndefined()
})
