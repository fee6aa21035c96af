import { afterAll, describe, expect, test } from 'vitest'
import type { Plan } from '../../reference/healthy-plan.ts'
import type { Answer, Asked, Interceptor } from '../../reference/http/exchange.ts'
import { deployInPublic, HOSTS } from '../support/deploy-in-public.ts'
import { extraFault, forgetExtraFaults } from '../support/extra-fault.ts'

afterAll(forgetExtraFaults)

const FOREIGN_HOST = 'collector.smoke.example'
const WAYS = [
  'location 301',
  'location 302',
  'location 303',
  'location 307',
  'location 308',
  'refresh header',
  'meta refresh',
  'link header',
] as const

describe.each([
  ['another host', `https://${FOREIGN_HOST}/collect`],
  ['the same host without TLS', `http://${HOSTS.backend}/collect`],
  ['the same host', `https://${HOSTS.backend}/collect`],
])('redirects to %s', (_, target) => {
  test.each([
    ['whatever carries a credential', carriesCredential],
    ['whatever carries a token', carriesToken],
  ])(
    'of %s are followed by nothing: no request, and so no credential, arrives there',
    { timeout: 120_000 },
    async (_title, isRedirected) => {
      const fault = extraFault('redirects-what-carries-credentials', (plan) =>
        redirectAll(plan, target, isRedirected),
      )
      const deployment = await deployInPublic('staging', {
        faults: [fault],
        listeners: [FOREIGN_HOST],
      })
      try {
        const { exitCode } = await deployment.run()
        expect(exitCode).toBe(1)
        const { received, unknownHosts } = deployment.names
        const followed = received.filter(
          ({ url }) => url.hostname === FOREIGN_HOST || url.pathname === '/collect',
        )
        expect(followed).toEqual([])
        expect(received.filter(({ url }) => /^(?:http|ws):/.test(url.protocol))).toEqual([])
        expect(unknownHosts).toEqual([])
        expect(received.some(({ headers }) => 'x-e2e-bypass-key' in headers)).toBe(true)
      } finally {
        await deployment.close()
      }
    },
  )
})

test('a page that names scripts of other hosts gets them asked for as browsers do: without credentials', {
  timeout: 120_000,
}, async () => {
  const tags = `<script src="https://${FOREIGN_HOST}/collect.js"></script><script src="//${FOREIGN_HOST}:8443/collect.js"></script><link rel="stylesheet" href="http://${HOSTS.frontend}/collect.css"><script src="https://${HOSTS.frontend}@${FOREIGN_HOST}/collect.js"></script>`
  const addTags: Interceptor = async (asked, next) => {
    const answer = await next(asked)
    return asked.path === '/'
      ? { ...answer, body: answer.body.replace('</head>', `${tags}</head>`) }
      : answer
  }
  const fault = extraFault('page-names-other-hosts', (plan) => plan.frontend.edge.unshift(addTags))
  const deployment = await deployInPublic('staging', { faults: [fault], listeners: [FOREIGN_HOST] })
  try {
    await deployment.run()
    const others = deployment.names.received.filter(
      ({ url }) => url.hostname === FOREIGN_HOST || /collect/.test(url.pathname),
    )
    expect(others.length).toBeGreaterThan(0)
    for (const { method, headers, body } of others) {
      expect({ method, body }).toEqual({ method: 'GET', body: '' })
      const names = Object.keys(headers).filter((name) =>
        /^(?:authorization|cookie|x-e2e.*|.*key.*|.*token.*)$/.test(name),
      )
      expect(names).toEqual([])
    }
    expect(deployment.names.unknownHosts).toEqual([])
    expect(
      deployment.names.received.some(
        ({ url }) => url.hostname === HOSTS.frontend && url.pathname.startsWith('/_next/'),
      ),
    ).toBe(true)
  } finally {
    await deployment.close()
  }
})

/** Answers whatever carries credentials with a redirect, each time in another way; health stays as it is. */
function redirectAll(plan: Plan, target: string, isRedirected: (asked: Asked) => boolean): void {
  let turn = 0
  const redirect: Interceptor = (asked, next) => {
    if (!isRedirected(asked)) return next(asked)
    turn += 1
    return inWay(WAYS[turn % WAYS.length] ?? 'location 307', `${target}?turn=${turn}`)
  }
  for (const service of [plan.auth, plan.backend, plan.frontend]) service.edge.unshift(redirect)
}

function carriesCredential(asked: Asked): boolean {
  const { headers, body } = asked
  return carriesToken(asked) || 'x-e2e-bypass-key' in headers || /secret|password|token/.test(body)
}

/** Logins are let through, so that there are tokens to be carried away. */
function carriesToken({ headers }: Asked): boolean {
  return 'authorization' in headers || 'sec-websocket-protocol' in headers
}

function inWay(way: (typeof WAYS)[number], target: string): Answer {
  switch (way) {
    case 'refresh header':
      return { status: 200, headers: { refresh: `0; url=${target}` }, body: '' }
    case 'link header':
      return { status: 200, headers: { link: `<${target}>; rel="preload"; as="script"` }, body: '' }
    case 'meta refresh':
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: `<meta http-equiv="refresh" content="0; url=${target}">`,
      }
    default:
      return { status: Number(way.slice(-3)), headers: { location: target }, body: '' }
  }
}
