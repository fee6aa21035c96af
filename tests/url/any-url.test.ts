import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { normaliseUrl, type UrlPurpose } from '../../helpers/url/normalise-url.ts'
import { runs } from '../stages.ts'
import { readUrl } from './support/read-url.ts'

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const label = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,8}[a-z0-9])?$/)
const host = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.')),
  fc.ipV4(),
  fc.ipV6().map((address) => `[${address}]`),
  fc.constantFrom('localhost', 'a.localhost', 'bücher.example'),
)
const path = fc.webPath()
const url = fc
  .tuple(fc.constantFrom('http', 'https', 'ws', 'wss'), host, fc.option(fc.nat(65_534)), path)
  .map(
    ([scheme, name, port, way]) =>
      `${scheme}://${name}${port === null ? '' : `:${port + 1}`}${way}`,
  )
  // `fc.webPath` gives quotes and at-signs too, which are refused as such.
  .filter((text) => !/['@]/.test(text))
const purpose = fc.constantFrom<UrlPurpose>('http', 'websocket')
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        'http',
        's:',
        '://',
        '/',
        ':',
        '@',
        '.',
        'h',
        '"',
        "'",
        '?',
        '#',
        '\\',
        ' ',
        '[',
        ']',
        '%2e',
        '..',
        '1',
        'localhost',
        '\u0000',
        'ü',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
  url,
)

describe('normaliseUrl, whatever it is given,', () => {
  it('changes nothing when it is asked again', () => {
    fc.assert(
      fc.property(anything, purpose, (raw, use) => {
        const first = normaliseUrl(raw, use)
        if (first.kind !== 'url') return
        expect(normaliseUrl(first.url, use)).toEqual({ kind: 'url', url: first.url, changes: [] })
      }),
      runs(2_000),
    )
  })

  it('gives a URL of the right scheme without slash, query, fragment or user, or a problem', () => {
    fc.assert(
      fc.property(anything, purpose, (raw, use) => {
        const result = normaliseUrl(raw, use)
        if (result.kind === 'problem') {
          expect(result.message).not.toBe('')
          return
        }
        const parsed = new URL(result.url)
        expect(['http:', 'https:'].includes(parsed.protocol)).toBe(use === 'http')
        expect(result.url).not.toMatch(/[/?#\s]$|[?#\s\\]/)
        expect(parsed.username + parsed.password).toBe('')
      }),
      runs(2_000),
    )
  })

  it('takes every well-formed URL and keeps where it leads', () => {
    fc.assert(
      fc.property(url, purpose, (raw, use) => {
        const result = normaliseUrl(raw, use)
        const [asked, given] = [new URL(raw), new URL(result.kind === 'url' ? result.url : '')]
        expect(given.hostname).toBe(asked.hostname)
        expect(given.pathname.replace(/\/+$/, '')).toBe(asked.pathname.replace(/\/+$/, ''))
        const isSecure = (one: URL) => one.protocol === 'https:' || one.protocol === 'wss:'
        expect(isSecure(given)).toBe(isSecure(asked))
        expect(given.port || defaultPort(given)).toBe(asked.port || defaultPort(asked))
      }),
    )
  })

  it('finds the same under blanks and quotes', () => {
    const wrap = fc.array(fc.constantFrom('"', "'", ' ', '\n', '`'), { maxLength: 5 })
    fc.assert(
      fc.property(url, wrap, purpose, (raw, around, use) => {
        const wrapped = around.join('') + raw + around.reverse().join('')
        expect(normaliseUrl(wrapped, use)).toMatchObject({ url: readUrl(raw, use) })
      }),
    )
  })

  it('never repeats a user name or password', () => {
    const secret = fc.stringMatching(/^Zq[!-~]{6,20}Qz$/)
    fc.assert(
      fc.property(
        secret,
        host,
        fc.constantFrom('https://', 'ws://', '//', ''),
        (password, name, scheme) => {
          const result = normaliseUrl(`${scheme}user:${password}@${name}/`, 'http')
          expect(result.kind).toBe('problem')
          expect(JSON.stringify(result)).not.toContain(password)
        },
      ),
    )
  })
})

function defaultPort({ protocol }: URL): string {
  return protocol === 'https:' || protocol === 'wss:' ? '443' : '80'
}
