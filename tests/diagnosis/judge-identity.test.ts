import { describe, expect, test } from 'vitest'
import { judgeIdentity } from '../../helpers/diagnosis/judges/health/judge-identity.ts'
import type { Exchange } from '../../helpers/http/exchange.ts'
import { backend, frontend } from '../support/contracts.ts'
import { answer, page, silence } from './support/facts.ts'

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

test('a service that promises no proof is not judged', () => {
  expect(judgeIdentity([], frontend)).toBeUndefined()
})
