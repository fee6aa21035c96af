import { describe, expect, test } from 'vitest'
import type { AcceptanceFact } from '../../helpers/diagnosis/judges/access/acceptance-fact.ts'
import { evidenceText } from '../../helpers/report/words/cause-words.ts'
import { backend, tokens } from '../support/contracts.ts'
import { judged, KNOWN, OK, REFUSED, ROUTE, VALID } from './support/acceptance.ts'
import { answer } from './support/facts.ts'

describe('what is left of a token that is refused, and that its issuer calls good', () => {
  const MISSING = answer(401, { detail: 'Not authenticated' })
  const reached = { exchange: answer(200, {}), says: 'reached' } as const
  const alone = [REFUSED, REFUSED]
  const proved = { verified: VALID, credentials: KNOWN }

  test('only the credentials are left where it arrives, alone too, and the issuer is reached', () => {
    const socket = { path: '/ws', says: 'refused' } as const
    const look = { without: MISSING, garbage: REFUSED, alone, socket, reach: reached }
    const finding = judged({ ...proved, look })
    expect(finding?.code).toBe('trust.secret-mismatch')
    expect(finding?.evidence.map(evidenceText)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('only these are left'),
        expect.stringMatching(
          /^excludes a token lost on its way: the same request without a token: 401/,
        ),
        expect.stringMatching(/^excludes the load of this run: .*0 of 2 times accepted$/),
        expect.stringMatching(/^excludes a token that is changed on its way: .*refused, at .ws$/),
        expect.stringMatching(/^excludes an issuer that cannot be reached: /),
      ]),
    )
  })

  test('a service that says that it cannot reach its issuer is quoted, with the address that it names', () => {
    const exchange = answer(503, { message: 'Cannot connect to auth service at http://10.0.0.9' })
    const reach = { exchange, says: 'unreachable' } as const
    const finding = judged({ ...proved, look: { without: MISSING, garbage: REFUSED, reach } })
    expect(finding).toMatchObject({
      code: 'trust.auth-unreachable',
      summary: expect.stringMatching(
        /^backend cannot reach auth .* "Cannot connect to auth service at http:..10\.0\.0\.9" at GET \//,
      ),
    })
  })

  test('may be changed on its way where nothing else was asked with it', () => {
    const look = { without: MISSING, garbage: REFUSED, alone, reach: reached }
    const finding = judged({ ...proved, look })
    expect(finding).toMatchObject({
      code: 'trust.secret-mismatch',
      summary:
        'backend refuses tokens that auth calls good: its own id or secret is wrong, or the token is changed on its way',
    })
    expect(finding?.evidence.map(evidenceText).join(' ')).not.toContain('only these are left')
  })

  test('is changed on its way, or checked in another way, where a WebSocket lets it in', () => {
    const socket = { path: '/ws', says: 'accepted' } as const
    const look = { without: MISSING, garbage: REFUSED, alone, socket, reach: reached }
    expect(judged({ ...proved, look })).toMatchObject({
      code: 'trust.token-rejected',
      summary: expect.stringMatching(
        /^backend refuses at GET .* the token that it accepts at its WebSocket .ws: the header Authorization is removed or changed on its way, or /,
      ),
    })
  })

  test('is of one instance where the route lets it in at other times, whatever a WebSocket does', () => {
    const socket = { path: '/ws', says: 'accepted' } as const
    const look = { without: REFUSED, garbage: MISSING, alone, socket }
    expect(judged({ answers: [REFUSED, OK, REFUSED], look })?.summary).toMatch(
      /^backend refuses good tokens 2 of 3 times .+ one instance has another configuration$/,
    )
    const gone = answer(404, { error: 'not found' })
    const route = {
      ...ROUTE,
      withWrongToken: { ...ROUTE.withWrongToken, statuses: [404], reasons: [] },
    }
    expect(
      judged({ route, answers: [OK, gone], look: { ...look, without: gone } })?.summary,
    ).toMatch(
      /^backend refuses good tokens 1 of 2 times .+ one instance has another configuration$/,
    )
    const service = { ...backend, name: tokens.issuer }
    const answers = [OK, answer(401, { error: 'invalid signature' })]
    expect(judged({ service, answers, look })?.summary).toMatch(
      /^backend refuses good tokens 1 of 2 times .+ one instance has another configuration: /,
    )
  })
})

test('a token that is answered as a word and as none may not arrive', () => {
  const finding = judged({ look: { without: REFUSED, garbage: REFUSED } })
  expect(finding).toMatchObject({
    code: 'trust.token-rejected',
    summary: expect.stringMatching(/it refuses the token, or the token does not arrive$/),
  })
  expect(finding?.nextSteps?.[0]).toContain('whether the header Authorization arrives')
})

describe('an error in the check of tokens', () => {
  const crashed = answer(500, { error: 'boom' })
  const said = (look: NonNullable<AcceptanceFact['look']>) =>
    judged({ answers: [crashed], look })?.code

  test('shows where a word meets it too, and a request without a token is refused', () => {
    const without = answer(401, { detail: 'Missing bearer token' })
    expect(said({ without, garbage: crashed })).toBe('trust.token-rejected')
    expect(said({ without, garbage: REFUSED })).toBe('route.error')
    expect(said({ without: crashed, garbage: crashed })).toBe('route.error')
    expect(said({ without })).toBe('route.error')
  })
})
