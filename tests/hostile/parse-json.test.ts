import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../helpers/http/read-body.ts'

const MIB = 1_048_576
const PATIENCE_MS = 500

describe('parseJson', () => {
  test('gives what JSON.parse gives, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => void expect(parseJson(text)).toEqual(JSON.parse(text))),
    )
  })

  test('gives nothing for what is no JSON, and never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseJson(text)))
  })

  test('takes a megabyte of text in strings, with brackets and escapes in them', () => {
    const value = { pages: Array.from({ length: 1000 }, () => '[{,"\\]}'.repeat(120)) }
    expect(parseJson(JSON.stringify(value))).toEqual(value)
  })

  test.each([
    ['nested lists', '['.repeat(MIB / 2) + ']'.repeat(MIB / 2)],
    ['nested objects', '{"a":'.repeat(MIB / 6) + 1 + '}'.repeat(MIB / 6)],
    ['empty lists', `[${'[],'.repeat(MIB / 3)}[]]`],
    ['numbers', `[${'1,'.repeat(MIB / 2)}1]`],
    ['keys', `{${'"":0,'.repeat(MIB / 5)}"":0}`],
    ['an open string', `"${'\\"'.repeat(MIB / 2)}`],
  ])('leaves a megabyte of %s as text, at once', (_, text) => {
    const beganAt = performance.now()
    expect(parseJson(text)).toBeUndefined()
    expect(performance.now() - beganAt).toBeLessThan(PATIENCE_MS)
  })
})
