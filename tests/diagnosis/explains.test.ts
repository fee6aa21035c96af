import { describe, expect, test } from 'vitest'
import { explains } from '../../helpers/diagnosis/causes/explains.ts'
import type { Code } from '../../helpers/record/code.ts'
import { netra as contract } from '../support/contracts.ts'

const DEPENDENCIES = Object.fromEntries(
  contract.services.map(({ name, dependsOn }) => [name, dependsOn]),
)

function named(text: string) {
  const [, code = '', service = '', subject] = /^(\S+) \((\w+)(?:: (\w+))?\)$/.exec(text) ?? []
  return {
    code: code as Code,
    service,
    subjects: subject === undefined ? [] : [subject],
    asked: [`GET https://${service}.example.com/`],
    got: ['nothing'],
    writes: [undefined],
    alone: [],
    foundAt: 'service' as const,
  }
}

function isExplained(cause: string, effect: string): boolean {
  return explains(named(cause), named(effect), DEPENDENCIES)
}

describe('is enough to bring about', () => {
  test.for([
    ['tcp.refused (backend)', 'ws.unavailable (backend)'],
    ['tcp.refused (backend)', 'route.error (backend)'],
    ['dns.unresolved (auth)', 'token.refused (auth)'],
    ['tcp.refused (auth)', 'trust.auth-unreachable (backend)'],
    ['tcp.refused (auth)', 'dependency.down (frontend: auth)'],
    ['dependency.down (auth: database)', 'service.unhealthy (backend)'],
    ['dependency.down (backend: redis)', 'agent.no-answer (backend)'],
    ['service.unstable (backend)', 'tcp.refused (backend)'],
    ['service.unstable (backend)', 'check.flaky (backend)'],
    ['dependency.down (auth: database)', 'service.unhealthy (auth)'],
    ['service.unhealthy (auth)', 'dependency.down (frontend: auth)'],
    ['config.localhost (config)', 'tcp.refused (backend)'],
    ['config.missing (config)', 'token.not-configured (auth)'],
    ['clock.skew (auth)', 'trust.token-rejected (backend)'],
    ['token.malformed (auth)', 'token.signature (auth)'],
    ['token.refused (auth)', 'ws.refused (backend)'],
    ['trust.secret-mismatch (backend)', 'trust.token-rejected (backend)'],
    ['trust.token-rejected (backend)', 'ws.refused (backend)'],
    ['trust.auth-unreachable (backend)', 'agent.no-answer (backend)'],
    ['trust.token-rejected (auth)', 'token.refresh (auth)'],
    ['token.refresh (auth)', 'route.error (auth)'],
    ['auth.open (backend)', 'auth.accepts-forged (backend)'],
    ['auth.accepts-forged (auth)', 'auth.accepts-forged (backend)'],
    ['ws.open (backend)', 'isolation.leak (backend)'],
    ['ws.silent (backend)', 'agent.no-answer (backend)'],
    ['agent.failed (backend)', 'agent.event-missing (backend)'],
    ['frontend.localhost (frontend)', 'frontend.wrong-target (frontend)'],
  ])('%s: %s', ([cause, effect]) => expect(isExplained(cause ?? '', effect ?? '')).toBe(true))
})

describe('has nothing to do with', () => {
  test.for([
    ['tcp.refused (backend)', 'tcp.refused (auth)'],
    ['tcp.refused (backend)', 'token.refused (auth)'],
    ['tcp.refused (frontend)', 'ws.unavailable (backend)'],
    ['tcp.refused (auth)', 'dependency.down (backend: redis)'],
    ['tcp.refused (auth)', 'revision.stale (backend)'],
    ['tcp.refused (auth)', 'cors.blocked (backend)'],
    ['tcp.refused (backend)', 'service.unstable (backend)'],
    ['service.unstable (backend)', 'revision.stale (backend)'],
    ['service.unhealthy (backend)', 'auth.open (backend)'],
    ['service.unhealthy (auth)', 'dependency.down (auth: database)'],
    ['tls.expiring-soon (backend)', 'ws.unavailable (backend)'],
    ['revision.stale (backend)', 'route.missing (backend)'],
    ['token.claims (auth)', 'agent.no-answer (backend)'],
    ['token.claims (auth)', 'trust.secret-mismatch (backend)'],
    ['clock.skew (auth)', 'trust.auth-unreachable (backend)'],
    ['trust.token-rejected (backend)', 'cors.blocked (backend)'],
    ['cors.blocked (backend)', 'ws.refused (backend)'],
    ['ws.refused (backend)', 'route.error (backend)'],
    ['dependency.down (backend: redis)', 'agent.event-order (backend)'],
    ['trust.token-rejected (backend)', 'agent.event-shape (backend)'],
    ['ws.silent (backend)', 'agent.event-order (backend)'],
    ['ws.closed (backend)', 'agent.mocked (backend)'],
    ['frontend.localhost (frontend)', 'ws.missing (backend)'],
  ])('%s: %s', ([cause, effect]) => expect(isExplained(cause ?? '', effect ?? '')).toBe(false))
})

test('nothing explains itself', () => {
  expect(isExplained('tcp.refused (backend)', 'tcp.refused (backend)')).toBe(false)
})

test.for([
  [
    'route.missing',
    'GET http://a.example/chat/?x=1',
    'ws.missing',
    'GET ws://a.example/chat',
    true,
  ],
  [
    'route.missing',
    'POST http://a.example/hub/negotiate',
    'ws.closed',
    'GET ws://a.example/hub',
    true,
  ],
  ['route.missing', 'GET http://a.example/chat', 'ws.missing', 'GET ws://a.example/chats', false],
  ['route.missing', 'GET http://a.example/', 'ws.missing', 'GET ws://a.example/chat', false],
  ['route.error', 'GET http://a.example/chat', 'ws.missing', 'GET ws://a.example/chat', false],
] as const)('%s at %s explains %s at %s: %s', ([code, route, effect, socket, is]) => {
  const at = (code: Code, asked: string) => ({ ...named(`${code} (backend)`), asked: [asked] })
  expect(explains(at(code, route), at(effect, socket), DEPENDENCIES)).toBe(is)
})
