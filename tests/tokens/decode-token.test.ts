import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DecodedToken } from '../../helpers/tokens/decode-token.ts'
import { runs } from '../stages.ts'
import { decodeToken } from './support/plain.ts'

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const HEADER = encode({ alg: 'HS256', typ: 'JWT' })
const PAYLOAD = encode({ sub: 'ä', exp: 1 })

function whyOf(decoded: DecodedToken): string {
  return decoded.kind === 'opaque' ? decoded.why : 'it is a JWT'
}

describe('a token is read as a JWT', () => {
  it('with header, claims and parts', () => {
    expect(decodeToken(`${HEADER}.${PAYLOAD}.c2ln`)).toEqual({
      kind: 'jwt',
      header: { alg: 'HS256', typ: 'JWT' },
      payload: { sub: 'ä', exp: 1 },
      signature: 'present',
      parts: [HEADER, PAYLOAD, 'c2ln'],
    })
  })

  it('without a signature, and says so', () => {
    expect(decodeToken(`${HEADER}.${PAYLOAD}.`)).toMatchObject({ signature: 'absent' })
  })

  it('with a claim named __proto__ as an ordinary claim', () => {
    const payload = Buffer.from('{"__proto__":{"admin":true}}').toString('base64url')
    const decoded = decodeToken(`${HEADER}.${payload}.c2ln`)
    expect(decoded.kind === 'jwt' && decoded.payload.admin).toBe(undefined)
  })
})

describe('a token is opaque, and it is said why', () => {
  it.each([
    ['it is empty', ''],
    ['it has 1 part between dots, and a signed JWT has 3', 'opaque-token'],
    ['it has 2 parts between dots, and a signed JWT has 3', `${HEADER}.${PAYLOAD}`],
    ['it has 7 parts between dots, and a signed JWT has 3', 'a.b.c.d.e.f.g'],
    [
      'it has 5 parts: encrypted, a JWE (RFC 7516), which only its receiver can read',
      `${HEADER}.a.b.c.d`,
    ],
    ['it begins with the word "Bearer"', `Bearer ${HEADER}.${PAYLOAD}.c2ln`],
    ['it holds blanks or line breaks', `${HEADER}.${PAYLOAD}.c2ln\n`],
    ['its header is empty', `.${PAYLOAD}.c2ln`],
    ['its payload is empty', `${HEADER}..c2ln`],
    ['its signature is not base64url', `${HEADER}.${PAYLOAD}.c2l+`],
    ['its header is not base64url', `${HEADER}=.${PAYLOAD}.c2ln`],
    ['its payload is not a JSON object', `${HEADER}.${encode([1])}.c2ln`],
    ['its header is not a JSON object', `${encode(null)}.${PAYLOAD}.c2ln`],
    [
      'its payload is not JSON in UTF-8',
      `${HEADER}.${Buffer.from([0x7b, 0xff]).toString('base64url')}.c2ln`,
    ],
    ['it is longer than 65536 characters', 'x'.repeat(70_000)],
  ])('%s', (why, token) => {
    expect(whyOf(decodeToken(token))).toBe(why)
  })
})

describe('decoding', () => {
  const json = fc.jsonValue()
  const part = fc.oneof(
    fc.string(),
    json.map(encode),
    fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64url')),
  )

  it('never throws and quotes nothing of the token', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(part, { maxLength: 7 }).map((parts) => parts.join('.')),
        ),
        (token) => {
          const why = whyOf(decodeToken(token))
          const long = token.split(/[.\s]/).filter((word) => word.length > 8)
          return !long.some((word) => why.includes(word))
        },
      ),
      runs(400),
    )
  })

  it('gives back what was encoded', () => {
    const object = fc.dictionary(fc.string(), json)
    fc.assert(
      fc.property(object, object, (header, payload) => {
        const decoded = decodeToken(`${encode(header)}.${encode(payload)}.c2ln`)
        expect(decoded).toMatchObject({
          kind: 'jwt',
          parts: [encode(header), encode(payload), 'c2ln'],
        })
        expect(decoded.kind === 'jwt' && JSON.stringify(decoded.payload)).toBe(
          JSON.stringify(payload),
        )
      }),
    )
  })

  it('of a hostile nest of brackets is quick', () => {
    const nest = Buffer.from(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`).toString(
      'base64url',
    )
    expect(decodeToken(`${HEADER}.${nest}.c2ln`).kind).toBe('jwt')
  })
})
