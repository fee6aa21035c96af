import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CommandResult } from '../command/run-command.ts'
import { deployInPublic, HOSTS, type PublicDeployment } from '../support/deploy-in-public.ts'
import type { Received } from '../support/public-names.ts'
import { holds, places, writes } from './support/received.ts'

const TEST_HEADER = /^x-(?:test|e2e)/
const KEY_HEADER = 'x-e2e-bypass-key'

describe('staging', () => {
  const run = useRun('staging')

  test('is green, so that everything below was really sent', () => {
    expect(run.result.reports.ctrf.results.extra).toMatchObject({
      verdict: 'pass',
      rootCauses: [],
      warnings: [],
    })
  })

  test('asks the hosts of the environment and no other', () => {
    expect(run.deployment.names.unknownHosts).toEqual([])
    expect([...new Set(run.received.map(({ url }) => url.host))].sort()).toEqual(
      Object.values(HOSTS).sort(),
    )
    expect([...new Set(run.received.map(({ url }) => url.protocol))].sort()).toEqual([
      'https:',
      'wss:',
    ])
  })

  test('shows the simulation key to the one route of the auth service that takes it', () => {
    const shown = run.received.filter(holds(run.variable('E2E_OAUTH_SIMULATION_KEY')))
    expect(places(shown)).toEqual([`POST https://${HOSTS.auth}/auth/e2e/test-auth`])
    expect(places(run.received.filter(({ headers }) => KEY_HEADER in headers))).toEqual(
      places(shown),
    )
  })

  test('shows the service secret to the one route that proves it', () => {
    expect(places(run.received.filter(holds(run.variable('SERVICE_SECRET'))))).toEqual([
      `POST https://${HOSTS.auth}/api/v1/service/authenticate`,
    ])
  })

  test('needs no password where the key does, and shows the signing key to nobody', () => {
    expect(run.received.filter(holds(run.variable('SMOKE_USER_PASSWORD')))).toEqual([])
    expect(run.received.filter(holds(run.variable('JWT_SECRET_KEY')))).toEqual([])
  })

  test('sends test headers with handshakes that are about them, and nothing else', () => {
    const marked = run.received.filter(({ headers }) =>
      Object.keys(headers).some((name) => TEST_HEADER.test(name) && name !== KEY_HEADER),
    )
    expect(marked.length).toBeGreaterThan(0)
    expect(places(marked)).toEqual([`GET wss://${HOSTS.backend}/ws`])
  })

  test('shows tokens to the auth service and the backend, never to the frontend', () => {
    const credentials = /authorization|sec-websocket-protocol|cookie/
    const shown = run.received.filter(
      ({ headers, body, url }) =>
        /eyJ/.test(`${url.search}${body}`) ||
        Object.keys(headers).some((name) => credentials.test(name)),
    )
    expect(new Set(shown.map(({ url }) => url.hostname))).toEqual(
      new Set([HOSTS.auth, HOSTS.backend]),
    )
  })

  test('puts no token into a URL', () => {
    expect(run.received.filter(({ url }) => /eyJ|token=/.test(url.href))).toEqual([])
  })
})

describe('production', () => {
  const run = useRun('production')

  test('is green, so that everything below was really sent', () => {
    expect(run.result.reports.ctrf.results.extra).toMatchObject({
      verdict: 'pass',
      rootCauses: [],
      warnings: [],
    })
  })

  test('never sends the simulation key, nor any header that is for one', () => {
    expect(run.received.filter(holds(run.variable('E2E_OAUTH_SIMULATION_KEY')))).toEqual([])
    expect(run.received.filter(({ headers }) => KEY_HEADER in headers)).toEqual([])
  })

  test('sends test headers once, without a token, to prove that they change nothing', () => {
    const marked = run.received.filter(({ headers }) =>
      Object.keys(headers).some((name) => TEST_HEADER.test(name)),
    )
    expect(marked).toHaveLength(1)
    expect(marked[0]).toMatchObject({ kind: 'handshake', url: { hostname: HOSTS.backend } })
    expect(marked[0]?.headers).not.toHaveProperty('authorization')
    expect(marked[0]?.headers['sec-websocket-protocol'] ?? '').not.toMatch(/jwt\./)
  })

  test('writes nothing', () => {
    expect(writes(run.received)).toEqual([])
    expect(
      run.received
        .flatMap(({ messages }) => messages)
        .filter((text) => text.includes('user_message')),
    ).toEqual([])
    expect(run.deployment.reference.seen.threads()).toEqual([])
  })

  test('shows the password to the login alone, and mints nothing', () => {
    expect(places(run.received.filter(holds(run.variable('SMOKE_USER_PASSWORD'))))).toEqual([
      `POST https://${HOSTS.auth}/auth/login`,
    ])
    expect(run.received.filter(holds(run.variable('JWT_SECRET_KEY')))).toEqual([])
  })

  test('tries few wrong logins, so that no account is locked, and none with a real name', () => {
    const logins = run.received.filter(
      ({ url, method }) => method === 'POST' && url.pathname === '/auth/login',
    )
    const wrong = logins.filter(({ body }) => !body.includes(run.variable('SMOKE_USER_PASSWORD')))
    expect(wrong).toHaveLength(1)
    expect(wrong[0]?.body).not.toContain(run.variable('SMOKE_USER_EMAIL'))
  })
})

describe('production with --allow-writes', () => {
  const run = useRun('production', ['--allow-writes'])

  test('creates under a name of the run, says what it came to say, and removes what it created', () => {
    expect(run.result.reports.ctrf.results.extra).toMatchObject({
      verdict: 'pass',
      rootCauses: [],
      warnings: [],
    })
    expect(writes(run.received)).toEqual([
      `DELETE https://${HOSTS.backend}`,
      `POST https://${HOSTS.backend}`,
    ])
    expect(
      run.received.find(({ method, url }) => method === 'POST' && url.pathname === '/api/threads')
        ?.body,
    ).toMatch(/"smoke \d{10}-[0-9a-f]{6}"/)
    expect(
      run.received
        .flatMap(({ messages }) => messages)
        .filter((text) => text.includes('user_message')),
    ).toHaveLength(1)
    expect(run.deployment.reference.seen.threads()).toEqual([])
  })

  test('still sends no simulation key', () => {
    expect(run.received.filter(({ headers }) => KEY_HEADER in headers)).toEqual([])
  })
})

interface Run {
  deployment: PublicDeployment
  result: CommandResult
  received: readonly Received[]
  variable(name: string): string
}

/** One run of the real command for all tests of a describe. */
function useRun(kind: 'staging' | 'production', flags: readonly string[] = []): Run {
  const run = {} as Run
  beforeAll(async () => {
    run.deployment = await deployInPublic(kind)
    run.result = await run.deployment.run(flags)
    run.received = run.deployment.names.received
    run.variable = (name) => run.deployment.reference.env[name] ?? `${name} is not set`
  })
  afterAll(() => run.deployment.close())
  return run
}
