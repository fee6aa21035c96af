import fc from 'fast-check'
import { anyText } from '../../http/support/any-text.ts'
import { WHERES } from './wheres.ts'

/** Values that code written for honest servers trips over. */
const NASTY: readonly unknown[] = [
  { toString: 1, valueOf: null },
  { toJSON: 'not a function' },
  { length: -1 },
  [[]],
  '__proto__',
  '',
  '\u0000\u001b[31m::error::no\u202e',
  Number.MAX_VALUE,
  -0,
  null,
]

/** Words that mean something somewhere. */
const WORDS = [
  'healthy',
  'ok',
  'degraded',
  'unhealthy',
  'starting',
  'auth-service',
  'frontend',
  'Welcome to Netra API',
  'connection_established',
  'agent_started',
  'agent_completed',
  'agent_failed',
  'mock answer',
  'Invalid token',
  'database is down',
  'not configured',
  'https://localhost:3000',
  'ws://127.0.0.1:8000',
  'user-1...',
  true,
  false,
  0,
  7,
]

const leaf = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<unknown>(...WORDS) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...NASTY) },
  { weight: 2, arbitrary: anyText },
  { weight: 1, arbitrary: fc.jsonValue() },
)

/** JSON with something at places the contract speaks of. */
const promisedJson = fc
  .array(fc.tuple(fc.constantFrom(...WHERES), leaf), { maxLength: 8 })
  .map((places) => {
    const root: Record<string, unknown> = {}
    for (const [where, value] of places) place(root, where.split('.'), structuredClone(value))
    return root
  })

function place(into: Record<string, unknown>, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) into[key] = value
  else {
    const next = Object.hasOwn(into, key) ? into[key] : undefined
    const deeper = isPlain(next) ? next : {}
    into[key] = deeper
    place(deeper, rest, value)
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  promisedJson,
  fc.array(promisedJson, { maxLength: 3 }),
  leaf,
)

const PAGES = [
  '<html><head><title>502 Server Error</title></head><h1>Error: Server Error</h1></html>',
  '<!doctype html><title>Error 404 (Not Found)!!1</title>',
  '<html><center>nginx/1.25.3</center></html>',
  '<!doctype html><html><head><script src="/app.js"></script></head></html>',
  'no healthy upstream',
]

export const anyBody: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: anyJson.map((json) => JSON.stringify(json) ?? '') },
  { weight: 1, arbitrary: anyText },
  { weight: 1, arbitrary: fc.constantFrom(...PAGES) },
)
