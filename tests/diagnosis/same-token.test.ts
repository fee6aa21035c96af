import { expect, test } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { judgeIssuing } from '../../helpers/diagnosis/judges/token/judge-issuing.ts'
import type { TokenOutcome } from '../../helpers/tokens/obtain-token.ts'
import { tokens } from '../support/contracts.ts'
import { answer } from './support/facts.ts'

/** The finding where a login of a second user brings this, and no token of its own. */
function judged(outcome: TokenOutcome) {
  const way = tokens.ways.find(({ id }) => id === 'simulation-key')
  if (way === undefined) throw new Error('no such way')
  return judgeIssuing({ tried: [{ way, outcome }], unset: [] }, tokens, 'staging')
}

test('a second user who gets the token of the first acts as the first', () => {
  const issued = { kind: 'issued', token: new Secret('a.b.c') } as const
  expect(judged({ ...issued, exchange: answer(200, {}, { age: '5' }) })).toMatchObject({
    code: 'isolation.leak',
    service: 'auth',
    summary: expect.stringMatching(
      /^auth gives a second user the very token of the first at POST \S+: who signs in/,
    ),
  })
  expect(judged(issued)).toBeUndefined()
})
