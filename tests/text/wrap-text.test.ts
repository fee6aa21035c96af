import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrapText } from '../../helpers/text/wrap-text.ts'

test('breaks at blanks, and a longer word at the column', () => {
  expect(wrapText('got {"a":1,"b":2,"c":3} and no more', 10)).toEqual([
    'got',
    '{"a":1,"b"',
    ':2,"c":3}',
    'and no',
    'more',
  ])
})

test.each([['(https://example.com/a/long/path)'], ['`curl -i https://example.com/`;']])(
  'leaves %s whole',
  (whole) => {
    expect(wrapText(`see ${whole} now`, 10)).toEqual(['see', whole, 'now'])
  },
)

test('loses no character, and none is cut in two', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 0, max: 40 }),
      (text, columns) => {
        const lines = wrapText(text, columns)
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
        expect(lines.join('')).not.toMatch(/\p{Cs}/u)
      },
    ),
  )
})
