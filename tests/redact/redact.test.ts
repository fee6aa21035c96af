import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor, LONGEST_TEXT } from '../../helpers/redact/redact.ts'
import { runs } from '../stages.ts'
import { encodings } from './support/encodings.ts'

const MARKER = '[redacted]'
const SECRET = 's3cr+t/Käse & "Brot"\\'
const wide = Buffer.from(SECRET, 'utf16le')

/** Not what the marker itself consists of: such a secret cannot be kept out of a report that says `[redacted]`. */
const secret = fc
  .oneof(
    fc.string({ minLength: 6, maxLength: 60 }),
    fc.string({ unit: 'binary', minLength: 6, maxLength: 30 }),
    fc.base64String({ minLength: 16, maxLength: 200 }),
  )
  .filter(
    (text) =>
      [...text.replace(/[\s\p{Cc}\p{Cf}]/gu, '')].length >= 6 && !MARKER.includes(text.trim()),
  )
const around = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'Bearer ',
    '"token":"',
    '?access_token=',
    'eyJ',
    'cookie: ',
    '\\',
    '%',
    '&#',
    '…',
    MARKER,
  ),
)

describe('redact', () => {
  test.each(encodings(SECRET))('leaves no secret %s', (_, encoded) => {
    const text = createRedactor([SECRET]).redact(`before ${encoded} after`)
    expect(text).not.toContain(encoded)
    expect(text).toMatch(/^before \S*\[redacted\]\S* after$/)
  })

  test.each([0, 1, 2, 3, 4, 5])(
    'leaves no secret inside longer base64, after %i bytes',
    (offset) => {
      const inside = Buffer.from(`${'{"user":'.slice(0, offset)}${SECRET}"}`)
      for (const kind of ['base64', 'base64url'] as const) {
        const text = createRedactor([SECRET]).redact(`x ${inside.toString(kind)} y`)
        expect(text.length).toBeLessThan(30)
        expect(text).toContain(MARKER)
      }
    },
  )

  test.each([
    ['over lines', [...SECRET].join('\n')],
    ['by blanks', SECRET.replace(/.{3}/g, '$&  ')],
    ['by zero-width characters', [...SECRET].join('\u200b')],
    [
      'as base64 wrapped over lines',
      Buffer.from(SECRET).toString('base64').replace(/.{8}/g, '$&\r\n'),
    ],
    [
      'as base64 wrapped inside JSON',
      JSON.stringify(Buffer.from(SECRET).toString('base64').replace(/.{8}/g, '$&\n')),
    ],
  ])('leaves no secret that is split %s', (_, text) => {
    expect(
      createRedactor([SECRET])
        .redact(text)
        .replace(/["\s]|\\n/g, ''),
    ).toBe(MARKER)
  })

  test.each([
    ['base64 of UTF-16, as PowerShell takes it', wide.toString('base64')],
    ['hex of UTF-16', wide.toString('hex')],
    ['hex of base64', Buffer.from(Buffer.from(SECRET).toString('base64')).toString('hex')],
  ])('leaves no secret as %s', (_, text) => {
    expect(createRedactor([SECRET]).redact(`a ${text} b`)).toBe(`a ${MARKER} b`)
  })

  test.each([
    ['with the word of our own quote', 'token "sup3rs3cret-t"… (30 more characters)'],
    ['with three dots', 'token sup3rs3cret-t...'],
    ['after many characters without any sign', 'token sup3rs3cret-token-t'],
  ])('leaves no beginning of a secret that was cut %s', (_, text) => {
    expect(createRedactor(['sup3rs3cret-token-that-is-long']).redact(text)).not.toContain('sup3rs3')
  })

  test.each([
    ['a JWT', 'got eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln, twice', 'got [redacted], twice'],
    ['a JWT in a subprotocol', 'jwt.ZXlKaGJHY2lPaUpJVXpJMU5pSjkuZXlK', 'jwt.[redacted]'],
    ['a Bearer credential', 'authorization: Bearer abc.d3f~x', 'authorization: Bearer [redacted]'],
    ['a Basic credential', 'Basic dXNlcjpwYXNz!', 'Basic [redacted]!'],
    ['a raw Authorization header', 'Authorization: k3y-of-mine', 'Authorization: [redacted]'],
    ['a query parameter', 'wss://h/ws?ticket=opaque&x=1', 'wss://h/ws?ticket=[redacted]&x=1'],
    [
      'an encoded query parameter',
      '?next=%2Fcb%3Faccess_token%3Dopaque',
      '?next=%2Fcb%3Faccess_token%3D[redacted]',
    ],
    [
      'a JSON member',
      '{"refresh_token": "op\\"aque", "n": 1}',
      '{"refresh_token": "[redacted]", "n": 1}',
    ],
    [
      'a quoted JSON member',
      '"{\\"password\\":\\"x y\\",\\"n\\":1}"',
      '"{\\"password\\":\\"[redacted]\\",\\"n\\":1}"',
    ],
    ['a cookie', 'set-cookie: sid=opaque; HttpOnly', 'set-cookie: [redacted]'],
  ])('leaves no %s, though nobody told it', (_, text, redacted) => {
    expect(createRedactor([]).redact(text)).toBe(redacted)
  })

  test.each([
    'backend refuses a Bearer token with 401',
    'WWW-Authenticate: Bearer realm="api", error="invalid_token"',
    'POST /auth/refresh answers 200 with token_type "bearer" and basic claims',
    'compare the SHA-256 of JWT_SECRET_KEY, not the values',
    'https://auth.staging.netrasystems.ai/auth/e2e/test-auth answers 200 in 12 ms',
  ])('leaves our own prose alone: %s', (text) => {
    expect(createRedactor([SECRET]).redact(text)).toBe(text)
  })

  test('replaces a short secret only as a word of its own', () => {
    const { redact } = createRedactor(['key'])
    expect(redact('key, monkey, keys, KEY, "key" a2V5 monkey_key')).toBe(
      '[redacted], monkey, keys, KEY, "[redacted]" [redacted] monkey_key',
    )
  })

  test('knows a secret from the moment it is added', () => {
    const redactor = createRedactor([])
    expect(redactor.redact('opaque-token')).toBe('opaque-token')
    redactor.add('opaque-token')
    expect(redactor.redact('opaque-token')).toBe(MARKER)
  })

  test('cuts a longer text than it looks at, says so, and leaves no secret that is cut with it', () => {
    const before = 'a '.repeat(LONGEST_TEXT / 2 - 5)
    const { redact } = createRedactor([SECRET])
    expect(redact(before + SECRET)).toBe(
      `${before}[redacted]… (${SECRET.length - 10} more characters)`,
    )
    expect(redact('a'.repeat(LONGEST_TEXT))).toBe('a'.repeat(LONGEST_TEXT))
  })

  test('goes through plain data, keys and cycles included', () => {
    const data: Record<string, unknown> = {
      [SECRET]: [SECRET, 1, { deep: `x${SECRET}` }],
      none: null,
    }
    data.self = data
    const redacted = createRedactor([SECRET]).redactDeep(data)
    expect(redacted).toMatchObject({ [MARKER]: [MARKER, 1, { deep: `x${MARKER}` }], none: null })
    expect(redacted.self).toBe(redacted)
  })

  test('leaves no encoding of any secret in any surroundings, and changes nothing the second time', () => {
    fc.assert(
      fc.property(secret, secret, around, around, (first, second, before, after) => {
        const { redact } = createRedactor([first, second])
        for (const [, encoded] of [...encodings(first), ...encodings(second)]) {
          const redacted = redact(`${before}${encoded}${after}${encoded}${before}`)
          expect(redacted).not.toContain(encoded)
          expect(redact(redacted)).toBe(redacted)
        }
      }),
      // A seed of its own: 60,000 random runs found one text that hid a secret, by completing `&#` with it.
      { ...runs(500), seed: 20260302 },
    )
  })

  test('leaves the stop of the sentence behind a value', () => {
    const { redact } = createRedactor([])
    const at = 'ws://api.example.com/ws?token=a.b:c'
    expect(redact(`nothing at ${at}: a path`)).toBe(
      `nothing at ws://api.example.com/ws?token=${MARKER}: a path`,
    )
    expect(redact(`(${at}:)`)).toBe(`(ws://api.example.com/ws?token=${MARKER}:)`)
    expect(redact(`it is ${at}.`)).toBe(`it is ws://api.example.com/ws?token=${MARKER}.`)
  })
})
