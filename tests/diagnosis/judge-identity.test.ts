import { describe, expect, test } from 'vitest'
import type { IdentityProof } from '../../contracts/schema/health.ts'
import { judgeIdentity } from '../../helpers/diagnosis/judges/health/judge-identity.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { auth, backend, frontend } from '../support/contracts.ts'
import { ASKED, answer, page, silence } from './support/facts.ts'

const WELCOME = answer(200, { message: 'Welcome to Netra API' })
const HEALTH = answer(200, { status: 'healthy', service: 'netra-ai-platform' })
const NAMELESS = answer(200, { status: 'healthy' })

/** The backend's two proofs, in the contract's order: its root page, its health. */
function judged(root: Exchange, health: Exchange) {
  const exchanges = [root, health]
  return judgeIdentity(
    backend.identity.map((proof, index) => ({ proof, exchange: exchanges[index] ?? NAMELESS })),
    backend,
  )
}

describe('the backend is who it claims to be', () => {
  test('by both proofs', () => expect(judged(WELCOME, HEALTH)).toBeUndefined())
  test('by the first alone', () => expect(judged(WELCOME, NAMELESS)).toBeUndefined())
  test('by the second alone', () => expect(judged(answer(404), HEALTH)).toBeUndefined())
  test('when the other proof cannot be asked', () => {
    expect(judged(silence('http.reset'), HEALTH)).toBeUndefined()
  })
})

describe('it is somebody else', () => {
  test('when nothing names it', () => {
    expect(judged(NAMELESS, NAMELESS)).toMatchObject({
      code: 'service.wrong-identity',
      service: 'backend',
      expected: expect.stringContaining('Welcome to Netra API'),
    })
  })

  test('when one proof names another, whatever the other says', () => {
    expect(judged(WELCOME, answer(200, { service: 'auth-service' }))).toMatchObject({
      code: 'service.wrong-identity',
      got: 'service: "auth-service"',
    })
  })

  test('when a web page answers', () => {
    const html = page(200, '<!doctype html><html><title>Parked domain</title></html>')
    expect(judged(html, html)).toMatchObject({
      code: 'service.wrong-identity',
      got: expect.stringContaining('Parked domain'),
    })
  })
})

describe('an issuer that names another URL', () => {
  const proof = {
    path: '/.well-known/openid-configuration',
    at: 'issuer',
    is: ['https://id.example.com/r/a'],
  }
  const named = (issuer: string) =>
    judgeIdentity([{ proof, exchange: answer(200, { issuer }) }], backend)

  test('with the same path has another public address', () => {
    expect(named('http://10.0.0.7:8080/r/a')).toMatchObject({
      code: 'service.wrong-identity',
      summary:
        'backend names itself "http://10.0.0.7:8080/r/a", and not "https://id.example.com/r/a"',
      nextSteps: [
        expect.stringContaining('BACKEND_URL'),
        expect.stringContaining('X-Forwarded-Host'),
      ],
    })
  })

  test('with a slash more differs in that', () =>
    expect(named('https://id.example.com/r/a/')?.summary).toMatch(
      /: the slash at the end differs$/,
    ))

  test('with another path is another one', () => {
    expect(named('https://id.example.com/r/b')?.summary).toBeUndefined()
    expect(named('accounts')?.summary).toBeUndefined()
    expect(named('https://')?.summary).toBeUndefined()
  })
})

test('a service that promises no proof is not judged', () => {
  expect(judgeIdentity([], frontend)).toBeUndefined()
})

describe('answers that a path that cannot exist gets, too', () => {
  const signIn = answer(302, '', { location: '/login?next=%2Fhealth' })
  const wall = page(403, '<html><body>Blocked. Reference 4711</body></html>')
  const none = answer(404, '404 page not found\n')
  const named = (path: string) => ({
    ...page(404, `<html><body><pre>Cannot GET ${path}</pre></body></html>`),
    asked: { ...ASKED, url: `https://api.example.com${path}` },
  })

  test.each([
    ['a wall', wall, wall, 'edge.refused', 'every path at BACKEND_URL gets the same page with 403'],
    ['a router', none, none, 'edge.missing', 'each gets the same 404'],
    [
      'a router that says the path',
      named('/health'),
      named('/7-x'),
      'edge.missing',
      'the same 404',
    ],
    [
      'a sign-in',
      signIn,
      signIn,
      'edge.refused',
      'every path at BACKEND_URL redirects to a sign-in',
    ],
    [
      'an app',
      signIn,
      none,
      'route.forbidden',
      'its paths at BACKEND_URL redirect to a sign-in page',
    ],
    ['an app', wall, none, 'service.wrong-identity', undefined],
    [
      'a server that takes no request',
      answer(425),
      answer(425),
      'edge.refused',
      'every path at BACKEND_URL gets the same 425, also one that cannot exist',
    ],
    [
      'a check of tokens before every path',
      answer(401, { error: 'unauthorized' }),
      answer(401, { error: 'unauthorized' }),
      'route.forbidden',
      'every path at BACKEND_URL gets the same 401',
    ],
    [
      'a page elsewhere',
      answer(302, '', { location: 'http://portal.example/welcome?from=x' }),
      none,
      'service.redirected',
      'backend redirects /health to "http://portal.example/welcome?from=x"',
    ],
  ])('may be those of %s', (_, all, nowhere, code, says) => {
    const answers = backend.identity.map((proof) => ({ proof, exchange: all }))
    const finding = judgeIdentity(answers, backend, { services: [], asked: [], nowhere })
    expect(finding?.code).toBe(code)
    if (says !== undefined) expect(finding?.summary).toContain(says)
  })
})

test('another service of the platform that answers is named in the first line', () => {
  const [path] = backend.identity.map((proof) => proof.path)
  if (path === undefined) throw new Error('the backend does not say who it is')
  const exchange = answer(200, { message: 'Welcome to Netra API' })
  const found = judgeIdentity(
    [{ proof: auth.identity[0] as IdentityProof, exchange: answer(404, { detail: 'no' }) }],
    auth,
    { services: [auth, backend], asked: [{ path, exchange }] },
  )
  expect(found).toMatchObject({ code: 'service.wrong-identity', subject: 'backend' })
  expect(found?.summary).toMatch(/^auth: backend answers in its place at AUTH_SERVICE_URL, http/)
})
