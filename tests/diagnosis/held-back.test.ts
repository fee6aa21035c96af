import { expect, test } from 'vitest'
import { heldBackMs } from '../../helpers/diagnosis/judges/journey/held-back.ts'
import { frame } from './support/socket-facts.ts'

const MADE_MS = 1_795_862_275_250
const ISO = new Date(MADE_MS).toISOString()

const at = (atMs: number, json: unknown) => ({ ...frame(json), atMs })

test.for([
  ['a date', { timestamp: ISO }],
  ['seconds', { timestamp: MADE_MS / 1_000 }],
  ['milliseconds, in an envelope', { type: 'x', data: { ts: MADE_MS } }],
  ['a date without a zone, in a payload', { payload: { created_at: ISO.replace('Z', '') } }],
] as const)('a frame that names %s', ([, json]) => {
  // Both ways of writing a time are of one zone, and so is what they are compared with.
  const earlier = [at(30, json), at(10, json), at(20, { type: 'ack' })]
  expect(heldBackMs(at(1_510, json), earlier)).toBe(1_500)
})

test('the least that it can be, where the time is in whole seconds', () => {
  const whole = { timestamp: Math.floor(MADE_MS / 1_000) }
  expect(heldBackMs(at(2_510, whole), [at(10, whole)])).toBe(1_500)
  expect(heldBackMs(at(510, whole), [at(10, whole)])).toBe(0)
})

test.for([
  ['names none', { type: 'x' }],
  ['names a number that is no time', { timestamp: 17 }],
  ['names a text that is no date', { timestamp: 'yesterday' }],
  ['is no object', 'hello'],
  ['has a name of the prototype alone', JSON.parse('{"__proto__": {"timestamp": 1795862275}}')],
] as const)('unknown where the frame %s', ([, json]) => {
  expect(heldBackMs(at(1_500, json), [at(10, { timestamp: ISO })])).toBeUndefined()
  expect(heldBackMs(at(1_500, { timestamp: ISO }), [at(10, json)])).toBeUndefined()
})
