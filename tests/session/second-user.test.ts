import { expect, test } from 'vitest'
import type { TokenWay } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import { issuing, type Who } from '../../helpers/session/issuing.ts'
import type { Session } from '../../helpers/session/session.ts'
import { tokens } from '../support/contracts.ts'

/** A way that was given the token of one user. */
function given(id: string, users: TokenWay['users']): TokenWay {
  const source = { from: 'variable', variable: id } as const
  return { id, title: id, kinds: ['local'], needs: [], users, unavailable: [], source }
}

/** The way in which that user's token is obtained; undefined where there is none. */
async function wayOf(who: Who, ways: readonly TokenWay[]): Promise<string | undefined> {
  const session = {
    contract: { tokens: { ...tokens, ways } },
    runId: 'run',
    target: { kind: 'local' },
    unset: () => [],
    values: () => (name: string) => new Secret(`the token of ${name}`),
    secret: (value: string) => new Secret(value),
    once: (_: string, work: () => unknown) => work(),
  } as unknown as Session
  return (await issuing(session, who)).issued?.way.id
}

test('a user with a way of their own is the second one, and never the first', async () => {
  const ways = [given('BOB', 'second'), given('ANN', 'one')]
  expect(await wayOf('user', ways)).toBe('ANN')
  expect(await wayOf('second-user', ways)).toBe('BOB')
})

test('there is no second user where each way signs in the first one alone', async () => {
  expect(await wayOf('second-user', [given('ANN', 'one'), given('AMY', 'one')])).toBeUndefined()
})
