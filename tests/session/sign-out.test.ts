import { expect, test } from 'vitest'
import type { RequestTemplate } from '../../contracts/schema/common.ts'
import type { TokenPromise, TokenWay } from '../../contracts/schema/tokens.ts'
import { Secret } from '../../env/secret.ts'
import type { AskOptions } from '../../helpers/session/ask.ts'
import { NotApplicable } from '../../helpers/session/check-result.ts'
import type { Session } from '../../helpers/session/session.ts'
import { signOut } from '../../helpers/session/sign-out.ts'
import { answer } from '../diagnosis/support/facts.ts'
import { netra, tokens } from '../support/contracts.ts'

const login: TokenWay = {
  id: 'login',
  title: 'login',
  kinds: ['local'],
  needs: [],
  users: 'one',
  unavailable: [],
  source: {
    from: 'request',
    request: { service: 'auth', method: 'POST', path: '/login' },
    token: 'access_token',
  },
}

interface Platform {
  readonly way?: TokenWay
  readonly ends?: 'session' | 'user'
  readonly refusedBy?: readonly string[]
  /** What a route says of the token while its session lasts. */
  readonly before?: number
  /** The token of a second login. */
  readonly own?: string
}

/** Signs out on a platform that keeps its promise but for what is different. */
async function signedOut(platform: Platform = {}) {
  const { way = login, ends = 'session', refusedBy, before = 200, own = 'own' } = platform
  const request = { service: 'auth', method: 'POST', path: '/auth/logout' } as const
  const promise: TokenPromise = {
    ...tokens,
    signOut: { request, statuses: [200], ...(refusedBy && { refusedBy }), ends },
  }
  const asked: string[] = []
  let isOver = false
  const issued = { way, token: new Secret('first'), receivedAtMs: 0 }
  const session = {
    contract: { ...netra, tokens: promise },
    runId: 'run',
    target: { kind: 'local' },
    service: (name: string) => netra.services.find((service) => service.name === name),
    values: () => () => undefined,
    secret: (text: string) => new Secret(text),
    others: { haveEnded: async () => {} },
    // The issuer answers, the user has a token, and every service accepts it.
    once: async (key: string) => (key === 'issuing user' ? { issued, tried: [] } : undefined),
    ask: async ({ service, path }: RequestTemplate, { token }: AskOptions = {}) => {
      if (path === '/login') return answer(200, { access_token: own })
      asked.push(`${service} ${path} ${token?.reveal()}`)
      if (path === request.path) isOver = true
      return answer(path === request.path ? 200 : isOver ? 401 : before)
    },
  } as unknown as Session
  return { fact: await signOut(session), asked }
}

test('the token of a session of its own is shown before the sign-out and after it', async () => {
  const { fact, asked } = await signedOut()
  expect(asked.map((line) => line.replace(/\?.*? /, ' '))).toEqual([
    'auth /auth/me own',
    'backend /api/threads own',
    'auth /auth/logout own',
    'auth /auth/me own',
    'backend /api/threads own',
  ])
  expect(fact.after.map(({ exchange }) => exchange)).toMatchObject([
    { status: 401 },
    { status: 401 },
  ])
})

test('only the services that must refuse it are asked', async () => {
  const { fact } = await signedOut({ refusedBy: ['auth'] })
  expect(fact.after.map(({ route }) => route.request.service)).toEqual(['auth'])
})

test.each<[string, Platform]>([
  [
    'the token was not issued to this run, and other checks need it',
    { way: { ...login, source: { from: 'variable', variable: 'TOKEN' } } },
  ],
  ['a sign-out ends every session of the user, and other checks need theirs', { ends: 'user' }],
  ['no token of another session could be obtained', { own: 'first' }],
  ['no service accepted the token before: that one refuses it says nothing', { before: 401 }],
])('it is not tried, or proves nothing, where %s', async (reason, platform) => {
  await expect(signedOut(platform)).rejects.toThrow(new NotApplicable(reason))
})

test('a way that signs in any user is tried although a sign-out ends every session of the user', async () => {
  const { fact } = await signedOut({ ends: 'user', way: { ...login, users: 'any' } })
  expect(fact.after).toHaveLength(2)
})
