import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../env/secret.ts'
import { placeCredential, renderRequest } from '../../helpers/promise/request.ts'
import { fillJsonTemplate, fillTemplate, MissingValue } from '../../helpers/promise/template.ts'
import { anyText } from '../http/support/any-text.ts'

const VALUES: Record<string, string | Secret> = {
  KEY: new Secret('s3cret'),
  token: 'tok',
  'user.email': 'a+b@c.test',
  id: 'a/b ü?#%',
  empty: '',
  dots: '..',
  braces: '{KEY}',
  broken: 'a\r\nx-b: 1',
}
const values = (name: string) => (Object.hasOwn(VALUES, name) ? VALUES[name] : undefined)
const render = (template: object) =>
  renderRequest(
    { service: 'a', method: 'GET', path: '/', ...template },
    'http://a.test/base',
    values,
  )

describe('a template', () => {
  test('is filled, secrets only there', () => {
    expect(fillTemplate('{KEY}:{user.email}:{KEY}', values)).toBe('s3cret:a+b@c.test:s3cret')
  })

  test('names what nothing fills', () => {
    expect(() => fillTemplate('{KEY}{thread_id}', values)).toThrow(new MissingValue('thread_id'))
    expect(() => fillTemplate('{toString}', values)).toThrow(MissingValue)
  })

  test('leaves braces alone that hold no name, and never reads a value for placeholders', () => {
    expect(fillTemplate('{} { a } {"b":1} {1} {braces}', values)).toBe('{} { a } {"b":1} {1} {KEY}')
  })

  test('of JSON is filled at every depth and in the names of fields, and keeps what is no text', () => {
    const template = { a: ['{token}', 1, null, true, { b: '{user.email}' }], '{token}': '' }
    expect(fillJsonTemplate(template, values)).toEqual({
      a: ['tok', 1, null, true, { b: 'a+b@c.test' }],
      tok: '',
    })
  })

  test('gives back any text whose placeholders are filled with themselves', () => {
    fc.assert(
      fc.property(fc.string(), (text) => fillTemplate(text, (name) => `{${name}}`) === text),
    )
  })
})

describe('a request', () => {
  test('is joined to the base URL, values of the path encoded', () => {
    expect(render({ path: '/threads/{id}?as={user.email}&x={empty}' }).url).toBe(
      'http://a.test/base/threads/a%2Fb%20%C3%BC%3F%23%25?as=a%2Bb%40c.test&x=',
    )
  })

  test.each(['{empty}', '{dots}'])(
    'cannot have %s for a path segment: it would be another path',
    (placeholder) => {
      expect(() => render({ method: 'DELETE', path: `/threads/${placeholder}` })).toThrow(
        MissingValue,
      )
    },
  )

  test('stays below its path whatever a server sent for an id', () => {
    fc.assert(
      fc.property(anyText, (id) => {
        const fill = () =>
          renderRequest(
            { service: 'a', method: 'DELETE', path: '/threads/{id}' },
            'http://a.test',
            () => id,
          )
        if (/^\.{0,2}$/.test(id)) {
          expect(fill).toThrow(MissingValue)
          return
        }
        const { origin, pathname, search } = new URL(fill().url)
        expect([origin, search, pathname.split('/').length]).toEqual(['http://a.test', '', 3])
        expect(pathname).toMatch(/^\/threads\/./)
      }),
    )
  })

  test('has a JSON body that says so', () => {
    expect(render({ method: 'POST', json: { key: '{KEY}', n: 1 } })).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"key":"s3cret","n":1}',
    })
  })

  test('has a form body that says so', () => {
    expect(
      render({
        method: 'POST',
        form: { grant_type: 'password', user: '{user.email}', id: '{id}' },
      }),
    ).toMatchObject({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=password&user=a%2Bb%40c.test&id=a%2Fb+%C3%BC%3F%23%25',
    })
  })

  test.each([
    [undefined, '%C3%BC:s3cret%3A%2Bx'],
    ['form', '%C3%BC:s3cret%3A%2Bx'],
    ['raw', 'ü:s3cret:+x'],
  ] as const)('carries Basic credentials in UTF-8, encoded %s', (encoding, expected) => {
    const { headers } = render({
      basic: { user: 'ü', password: '{KEY}:+x', ...(encoding && { encoding }) },
    })
    expect(
      Buffer.from(headers?.authorization?.slice('Basic '.length) ?? '', 'base64').toString(),
    ).toBe(expected)
  })

  test('carries no raw Basic credentials with a colon in the user', () => {
    expect(() => render({ basic: { user: '{KEY}:', password: '', encoding: 'raw' } })).toThrow(
      /^the user of HTTP Basic credentials holds a colon$/,
    )
  })

  test('lets its own headers win, whatever their case', () => {
    expect(
      render({ json: {}, headers: { 'Content-Type': 'application/x+json', 'X-Key': '{KEY}' } })
        .headers,
    ).toEqual({
      'content-type': 'application/x+json',
      'x-key': 's3cret',
    })
  })

  test('cannot smuggle a header in', () => {
    expect(() => render({ headers: { 'x-a': '{broken}' } })).toThrow(
      /^the header x-a would hold a line break or a NUL$/,
    )
  })
})

describe('a credential', () => {
  const spec = {
    method: 'GET',
    url: 'http://a.test/ws?b=1&token=old',
    headers: { Authorization: 'old', Cookie: 'a=1; sid=old' },
  }

  test.each([
    [{ by: 'bearer' }, { headers: { Cookie: 'a=1; sid=old', authorization: 'Bearer t=/+' } }],
    [
      { by: 'header', name: 'Authorization' },
      { headers: { Cookie: 'a=1; sid=old', authorization: 't=/+' } },
    ],
    [
      { by: 'header', name: 'X-Key', prefix: 'Token ' },
      { headers: { ...spec.headers, 'x-key': 'Token t=/+' } },
    ],
    [{ by: 'query', name: 'token' }, { url: 'http://a.test/ws?b=1&token=t%3D%2F%2B' }],
    [{ by: 'cookie', name: 'sid' }, { headers: { Authorization: 'old', cookie: 'a=1; sid=t=/+' } }],
    [
      { by: 'cookie-and-header', cookie: 'sid', header: 'X-CSRF' },
      { headers: { Authorization: 'old', cookie: 'a=1; sid=t=/+', 'x-csrf': 't=/+' } },
    ],
  ] as const)('placed by %o replaces the one that stood there', (credential, placed) => {
    expect(placeCredential(spec, credential, new Secret('t=/+'))).toEqual({ ...spec, ...placed })
  })

  test('cannot end its cookie early', () => {
    const { headers } = placeCredential(
      { method: 'GET', url: 'http://a.test/' },
      { by: 'cookie', name: 'sid' },
      new Secret('a; admin=1\r\n'),
    )
    expect(headers).toEqual({ cookie: 'sid=a%3B%20admin=1%0D%0A' })
  })
})
