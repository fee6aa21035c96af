import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inAttribute, inElement } from '../../helpers/report/junit/render-junit.ts'
import { markdownCode, markdownText } from '../../helpers/report/markdown/escape.ts'
import { inertLog } from '../../helpers/report/terminal/layout.ts'
import { bounded, findInvisible, isBlank, printable, quote } from '../../helpers/text/quote.ts'

const halves = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit))
const any = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: halves }))

describe('printable', () => {
  test.each([
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u001b[31mred\u009b0m', '\\u001b[31mred\\u009b0m'],
    ['\u202eevil\u202c', '\\u202eevil\\u202c'],
    ['a\u200bb\ufeff\u00ad', 'a\\u200bb\\ufeff\\u00ad'],
    ['\ud800 \udc00', '\\ud800 \\udc00'],
    ['\u0000\u007f\u0085\u2028\uffff', '\\u0000\\u007f\\u0085\\u2028\\uffff'],
    ['\u{e0041}', '\\u{e0041}'],
    ['漢字 é 😀', '漢字 é 😀'],
  ])('shows %j as %s', (text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  test('keeps newlines where a text of several lines is wanted', () => {
    expect(printable('a\r\nb\n\tc\rd', 'keep')).toBe('a\nb\n  c\\rd')
  })

  test('leaves nothing to act, and is the same the second time', () => {
    fc.assert(
      fc.property(any, (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u)
        expect(printable(printable(text))).toBe(printable(text))
      }),
    )
  })
})

describe('an invisible character', () => {
  test.each([
    ['abc', undefined],
    ['a b é 😀', undefined],
    ['a\u001bb', 'U+001B at character 2'],
    ['\u{e0041}', 'U+E0041 at character 1'],
  ])('in %j is named as %s', (text, named) => {
    expect(findInvisible(text)).toBe(named)
  })

  test('is found wherever something is made visible', () => {
    fc.assert(
      fc.property(any, (text) => {
        expect(findInvisible(text) === undefined).toBe(printable(text) === text)
      }),
    )
  })

  test('is blank, as white space is, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (text) => {
        expect(isBlank(text)).toBe(/\s/.test(text) || findInvisible(text) !== undefined)
      }),
    )
  })
})

describe('bounded', () => {
  test.each([
    ['abc', 3, 'abc'],
    // The words for one character that is missing would be longer than it.
    ['abcd', 3, 'abcd'],
    ['abcde', 3, 'abc… (2 more characters)'],
    ['ab😀cd', 3, 'ab… (4 more characters)'],
    ['ab😀cd', 4, 'ab😀… (2 more characters)'],
  ])('%s within %i is %s', (text, max, shown) => {
    expect(bounded(text, max)).toBe(shown)
  })
})

describe('quote', () => {
  test.each([
    ['Invalid token', '"Invalid token"'],
    ['{"status":"down"}', `'{"status":"down"}'`],
    [`both " and '`, `"both \\" and '"`],
    ['', '""'],
    ['a\n::error::b', '"a\\n::error::b"'],
    ['x'.repeat(201), `"${'x'.repeat(201)}"`],
    ['x'.repeat(202), `"${'x'.repeat(200)}"… (2 more characters)`],
    ['\u001b'.repeat(202), `"${'\\u001b'.repeat(200)}"… (2 more characters)`],
  ])('%j is %s', (text, shown) => {
    expect(quote(text)).toBe(shown)
  })
})

describe('XML', () => {
  const hostile = `]]> & <a b="c" d='e'>\u0000\ufffe\ud800`

  test('in an element leaves no markup, no section end and nothing that XML cannot hold', () => {
    expect(inElement(hostile)).toBe(`]]&gt; &amp; &lt;a b="c" d='e'>\\u0000\\ufffe\\ud800`)
  })

  test('in an attribute also leaves no quotation mark that ends it', () => {
    expect(inAttribute(`${hostile}\n`)).toBe(
      `]]> &amp; &lt;a b=&quot;c&quot; d='e'>\\u0000\\ufffe\\ud800\\n`,
    )
  })
})

describe('inertLog', () => {
  test.each([
    ['::error::x', '\\u003a:error::x'],
    ['ok\n  ::add-mask::x', 'ok\n  \\u003a:add-mask::x'],
    ['\u001b[31m::error::x', '\u001b[31m\\u003a:error::x'],
    ['a ##[group]b', 'a \\u0023#[group]b'],
    ['##VSO[task.x]', '\\u0023#VSO[task.x]'],
    ['###[x', '#\\u0023#[x'],
    ['a ::b:: c', 'a ::b:: c'],
    ['https://[::1]:8000 ## heading', 'https://[::1]:8000 ## heading'],
  ])('%j becomes %j', (line, shown) => {
    expect(inertLog(line)).toBe(shown)
  })
})

describe('markdownCode', () => {
  test.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`a``', '``` `a`` ```'],
    [' a', '`  a `'],
    ['', '(empty)'],
    ['`'.repeat(81), '`\\u0060{81}`'],
  ])('%j is %j', (text, code) => {
    expect(markdownCode(text)).toBe(code)
  })
})

describe('markdownText', () => {
  test.each([
    ['auth issues a token, within 2 s (or 3).', 'auth issues a token, within 2 s (or 3).'],
    ['got 401 "no <b>token</b>", twice', 'got 401 `"no <b>token</b>"`, twice'],
    ['GET https://h/api answers 200', '`GET https://h/api` answers 200'],
    ['set JWT_SECRET_KEY (see env/staging.env)', 'set `JWT_SECRET_KEY` (see `env/staging.env`)'],
    ['run `npm test -- --env x`; then', 'run `npm test -- --env x`; then'],
    ['ask @octocat about #12', 'ask `@octocat` about `#12`'],
    ['1. first', '1\\. first'],
    ['- a', '\\- a'],
    ['2.5 s', '2.5 s'],
    ['[a](b) ![c](d)', '`[a](b) ![c](d)`'],
    ['', '(empty)'],
  ])('%s', (text, markdown) => {
    expect(markdownText(text)).toBe(markdown)
  })
})
