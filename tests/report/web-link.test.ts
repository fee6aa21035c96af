import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { webLink } from '../../helpers/report/words/cause-words.ts'
import { HOSTILE_TEXTS } from './records/hostile.ts'

test('leaves an address as it is, and escapes what a renderer would read', () => {
  expect(webLink('https://logs.example.com/q;query=trace%3D%22a%22?x=1&y=2#z')).toBe(
    'https://logs.example.com/q;query=trace%3D%22a%22?x=1&y=2#z',
  )
  expect(webLink('https://logs.example.com/a_(b)?q=[x]|`y`')).toBe(
    'https://logs.example.com/a_%28b%29?q=%5Bx%5D%7C%60y%60',
  )
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'https://user:word@logs.example.com/',
  '/relative',
  `https://logs.example.com/${'x'.repeat(2_001)}`,
  '',
])('is none of %j', (text) => {
  expect(webLink(text)).toBeUndefined()
})

test('acts in no renderer, whatever the text is', () => {
  const text = fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS),
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
  )
  fc.assert(
    fc.property(text, text, (one, two) => {
      const link = webLink(`https://a.example/${one}?${two}`)
      if (link !== undefined) expect(link).toMatch(/^https:\/\/[^\s()<>[\]{}"'`\\|*~^$@!]+$/)
    }),
  )
})
