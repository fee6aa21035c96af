import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCookies } from '../../helpers/http/header-fields.ts'
import { sameWord, saysSo } from '../../helpers/promise/expectation.ts'
import { lookUp, lookUpJson } from '../../helpers/promise/where.ts'
import { answerOf } from '../http/support/answer-of.ts'

const JSON_TEXT =
  '{"data":{"id":7,"list":[{"id":"a"},"b"]},"https://x.test/roles":["r"],"a.b":1,"hosts":{"db":{},"db.local":{"up":true},"db.local.":{"up":false}},"none":null,"__proto__":{"x":1}}'

describe('a place in an answer', () => {
  test.each([
    ['data.id', 7],
    ['data.list.0.id', 'a'],
    ['data.list.1', 'b'],
    ['a.b', 1],
    ['https://x.test/roles', ['r']],
    ['hosts.db.local.up', true],
    ['hosts.db.local..up', false],
    ['hosts.db.remote', undefined],
    ['none', null],
    ['__proto__.x', 1],
    ['text', JSON_TEXT],
    ['text:"id":(\\d+)', '7'],
    ['text:"b"', '"b"'],
    ['text:"c"', undefined],
    ['header:X-Revision', 'r1'],
    ['header: x-revision ', 'r1'],
    ['cookie:sid', 'v=1'],
    ['data.list.2', undefined],
    ['data.list.length', undefined],
    ['data.list.-1', undefined],
    ['data.list.00', undefined],
    ['data.id.toFixed', undefined],
    ['data.constructor', undefined],
    ['data.__proto__', undefined],
    ['none.x', undefined],
    ['a.b.c', undefined],
    ['header:constructor', undefined],
    ['cookie:none', undefined],
    ['.', undefined],
  ])('%s holds %j', (where, value) => {
    expect(
      lookUp(answerOf(JSON_TEXT, { 'x-revision': 'r1', 'set-cookie': 'sid=v=1; Path=/' }), where),
    ).toEqual(value)
  })

  test('is a field called text before it is the whole body', () => {
    expect(lookUp(answerOf('{"id":1,"text":"hello"}'), 'text')).toBe('hello')
    expect(lookUp(answerOf('["text"]'), 'text')).toBe('["text"]')
  })

  test('holds nothing in an answer that is not JSON', () => {
    expect(lookUp(answerOf('<html>'), 'status')).toBeUndefined()
  })

  test('holds only what JSON says, whatever the path', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.oneof(
          fc.string(),
          fc.constantFrom('__proto__', 'constructor.name', 'length', '0.length', 'toString'),
        ),
        (text, path) => {
          const found = lookUpJson(JSON.parse(text), path)
          expect(['undefined', 'object', 'string', 'number', 'boolean']).toContain(typeof found)
          if (found !== undefined)
            expect(JSON.stringify(JSON.parse(text))).toContain(JSON.stringify(found))
        },
      ),
    )
  })
})

describe('cookies', () => {
  test.each([
    ['a=1', { a: '1' }],
    ['a=1; Path=/; HttpOnly\nb="2"; Secure', { a: '1', b: '"2"' }],
    ['a=1\na=2', { a: '2' }],
    ['a=x=y==', { a: 'x=y==' }],
    ['a=1\na=; Max-Age=0', {}],
    ['a=gone; expires=Thu, 01 Jan 1970 00:00:00 GMT', {}],
    ['a=; Max-Age=3600', { a: '' }],
    ['=1\nnothing\n', {}],
    ['__proto__=1', { ['__proto__']: '1' }],
  ])('%j are %o', (value, cookies) => {
    expect(Object.fromEntries(readCookies({ headers: { 'set-cookie': value } }))).toEqual(cookies)
  })

  test('are none without the header, and never a crash', () => {
    expect(readCookies({ headers: {} }).size).toBe(0)
    fc.assert(
      fc.property(
        fc.string(),
        (value) => readCookies({ headers: { 'set-cookie': value } }).size >= 0,
      ),
    )
  })
})

describe('a word', () => {
  test.each([
    ['Healthy', 'healthy', true],
    [' ok\n', 'OK', true],
    [true, 'true', true],
    ['True', true, true],
    [1, '1', true],
    ['1', 1, true],
    [false, 'true', false],
    [null, 'null', false],
    [undefined, 'undefined', false],
    [['ok'], 'ok', false],
    [{ toString: () => 'ok' }, 'ok', false],
  ])('%j is %j: %s', (value, word, same) => {
    expect(sameWord(value, word)).toBe(same)
  })

  test('is said where it should be, or not', () => {
    const answer = answerOf('{"status":"UP","ready":"true"}')
    expect(saysSo(answer, { at: 'status', is: ['healthy', 'up'] })).toBe(true)
    expect(saysSo(answer, { at: 'ready', is: [true] })).toBe(true)
    expect(saysSo(answer, { at: 'status', is: ['healthy'] })).toBe(false)
    expect(saysSo(answer, { at: 'none', is: ['healthy'] })).toBe(false)
    expect(saysSo(answer, { at: 'status', is: [] })).toBe(false)
  })
})
