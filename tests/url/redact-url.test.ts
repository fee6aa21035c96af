import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { redactUrl } from '../../helpers/url/redact-url.ts'

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('redactUrl', () => {
  it.each([
    ['a query value', 'wss://h.example/ws?token=s3cret', 'wss://h.example/ws?token=[redacted]'],
    ['several', '/a?x=1&y=2;z=3', '/a?x=[redacted]&y=[redacted];z=[redacted]'],
    ['a bare token', 'https://h.example/?s3cret', 'https://h.example/?[redacted]'],
    ['a value holding =', '/a?x=1=2', '/a?x=[redacted]'],
    ['a fragment', 'https://h.example/cb#access_token=s', 'https://h.example/cb#[redacted]'],
    ['user name and password', 'https://u:p@h.example/x', 'https://[redacted]@h.example/x'],
    ['them without scheme', 'u:p@h.example', '[redacted]@h.example'],
    ['them behind backslashes', 'https:\\\\u:p@h.example', 'https:\\\\[redacted]@h.example'],
    ['a password holding a slash', 'https://u:p/q@h.example', 'https://[redacted]@h.example'],
    ['a password holding an @', 'https://u:p@q@h.example', 'https://[redacted]@h.example'],
  ])('hides %s', (_, url, shown) => {
    expect(redactUrl(url)).toBe(shown)
  })

  it.each(['https://h.example:8443/a/@b', '/a/b', '', 'https://[::1]:80/a@b', '/a?x=&y='])(
    'leaves %s as it is',
    (url) => {
      expect(redactUrl(url)).toBe(url)
    },
  )

  it('shows no secret that stood in the query or before the host', () => {
    const secret = fc.stringMatching(/^Zq[A-Za-z0-9._~%=+-]{4,20}Qz$/)
    const place = fc.constantFrom(
      (text: string) => `https://h.example/x?token=${text}&a=b`,
      (text: string) => `wss://h.example?${text}`,
      (text: string) => `https://${text}@h.example/`,
      (text: string) => `//user:${text}@h.example`,
      (text: string) => `user:${text}@h.example:80/x`,
      (text: string) => `https://h.example/#${text}`,
    )
    fc.assert(
      fc.property(secret, place, (text, put) => {
        expect(redactUrl(put(text))).not.toContain(text)
      }),
    )
  })

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(redactUrl(redactUrl(text))).toBe(redactUrl(text))
      }),
    )
  })
})
