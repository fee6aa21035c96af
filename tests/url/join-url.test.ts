import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { joinUrl } from '../../helpers/url/join-url.ts'
import { runs } from '../stages.ts'

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('joinUrl', () => {
  it.each([
    ['https://h.example', '/health', 'https://h.example/health'],
    ['https://h.example', 'health', 'https://h.example/health'],
    ['https://h.example/', '/health', 'https://h.example/health'],
    ['https://h.example/base', '/health', 'https://h.example/base/health'],
    ['https://h.example/base/', '//health', 'https://h.example/base/health'],
    ['https://h.example/base', '/', 'https://h.example/base/'],
    ['https://h.example/base', '', 'https://h.example/base'],
    ['https://h.example', '/threads/', 'https://h.example/threads/'],
    ['https://h.example', '/t?limit=5&next=//x/..', 'https://h.example/t?limit=5&next=//x/..'],
    ['https://h.example', '?a=1', 'https://h.example/?a=1'],
    ['https://h.example/base', '?a=1', 'https://h.example/base?a=1'],
    ['wss://h.example/base', '/ws', 'wss://h.example/base/ws'],
  ])('joins %s and %s', (base, path, joined) => {
    expect(joinUrl(base, path)).toBe(joined)
  })

  it.each([
    ['a host', '//evil.example/x', 'https://h.example/base/evil.example/x'],
    ['a URL', 'https://evil.example', 'https://h.example/base/https://evil.example'],
    ['dot segments', '/../../admin', 'https://h.example/base/admin'],
    ['dots behind a slash', './/evil.example', 'https://h.example/base/evil.example'],
    ['encoded dot segments', '/%2e%2E/.%2e/admin', 'https://h.example/base/admin'],
    ['backslashes', '\\\\evil.example', 'https://h.example/base/%5C%5Cevil.example'],
    ['a tab that URL parsers drop', '/.\t./admin', 'https://h.example/base/.%09./admin'],
    ['a fragment', '/a#b', 'https://h.example/base/a%23b'],
    ['a line break', '/a\r\nHost: evil', 'https://h.example/base/a%0D%0AHost:%20evil'],
  ])('does not let a path that is %s lead away', (_, path, joined) => {
    expect(joinUrl('https://h.example/base', path)).toBe(joined)
  })

  it('stays on the origin and below the base path, whatever the path says', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2E%2e',
      ':',
      '@',
      'https:',
      'evil.example',
      '\t',
      '\n',
      '?',
      '#',
      ';',
      'a',
      ' ',
    )
    const path = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    )
    const base = fc.constantFrom(
      'https://h.example',
      'http://[::1]:8000/base',
      'wss://h.example/a/b',
    )
    fc.assert(
      fc.property(base, path, (root, way) => {
        const joined = joinUrl(root, way)
        const [at, from] = [new URL(joined), new URL(root)]
        expect(at.origin + at.host + at.username).toBe(from.origin + from.host)
        expect(joined.startsWith(root)).toBe(true)
        const below = from.pathname.replace(/\/$/, '')
        expect(at.pathname === from.pathname || at.pathname.startsWith(`${below}/`)).toBe(true)
        expect(at.hash).toBe('')
        expect(joined.slice(root.length)).not.toMatch(/^\/\//)
      }),
      runs(1_000),
    )
  })
})
