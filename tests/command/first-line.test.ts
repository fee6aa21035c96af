import { expect, test } from 'vitest'
import { rootCauseOf } from '../../command/verdict/root-causes.ts'
import { findingOf } from '../../helpers/diagnosis/judges/finding-of.ts'
import type { Finding } from '../../helpers/record/finding.ts'

const AROUND = { environment: 'staging', kind: 'staging', services: [], urls: {} } as const

function lineOf(findings: readonly Finding[]): string {
  const code = findings[0]?.code ?? 'route.error'
  const cause = {
    code,
    service: 'api',
    foundAt: 'service' as const,
    findings,
    fails: [],
    blocks: [],
    explains: [],
  }
  return rootCauseOf(cause, AROUND).summary
}

function failing(at: number, said: string): Finding {
  const words = { promise: `route ${at}`, subject: `GET /${at}`, expected: '200', got: '500', said }
  return findingOf('route.error', 'api', 'GET https://api.example.com', words)
}

test('of many reasons the first line has two, and says how many more there are', () => {
  const said = [1, 2, 3, 4, 5].map((at) => failing(at, `"reason ${at}"`))
  expect(lineOf([...said, failing(6, '"reason 1"')])).toBe(
    'api is up, but fails at GET /1; it says "reason 1" (2 of 6), "reason 2" (1 of 6) and 3 more reasons',
  )
  expect(lineOf(said.slice(0, 3))).toContain('"reason 2" (1 of 3) and 1 more reason')
  expect(lineOf(said.slice(0, 2))).toContain('"reason 1" (1 of 2), "reason 2" (1 of 2)')
})

test('of several forged tokens that are accepted the first line names one, and says how many there are', () => {
  const accepted = ['with alg none', 'signed with a foreign key'].map((title) =>
    findingOf('auth.accepts-forged', 'api', 'GET https://api.example.com/me', {
      promise: `GET /me refuses a token ${title}`,
      expected: '401',
      got: '200',
      summary: `api accepts forged tokens at GET /me: it accepts a token ${title}`,
    }),
  )
  expect(lineOf(accepted)).toMatch(/with alg none \(the first of 2 such answers\)$/)
  expect(lineOf(accepted.slice(1))).toMatch(/signed with a foreign key$/)
})

test('a reason that the line of a finding quotes stands in it once', () => {
  const summary = 'api refuses at GET /1 the token that it accepts at GET /2; it says "no scope"'
  expect(lineOf([{ ...failing(1, '"no scope"'), summary }])).toBe(summary)
  expect(lineOf([{ ...failing(1, '"no scope"'), summary }, failing(2, '"late"')])).toContain(
    '"late"',
  )
})
