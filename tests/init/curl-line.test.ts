import { describe, expect, test } from 'vitest'
import { parseCurl } from '../../command/init/curl-line.ts'
import { requestOfCurl, secretsIn, serviceOfCurl } from '../../command/init/try/request-of-curl.ts'

const URL = 'https://api.example.com/login'

describe('a curl line', () => {
  test.each([
    [`curl ${URL}`, { method: 'GET', url: URL, headers: {} }],
    [`curl -X DELETE '${URL}'`, { method: 'DELETE', url: URL }],
    [`curl -XPUT ${URL}`, { method: 'PUT' }],
    [`curl --request=PATCH ${URL}`, { method: 'PATCH' }],
    [`${URL} -d a=1 -d 'b=x y'`, { method: 'POST', form: { a: '1', b: 'x y' } }],
    [`curl ${URL} --data-urlencode 'b=x&y'`, { form: { b: 'x&y' } }],
    [`curl ${URL} --json '{"a":1}'`, { method: 'POST', json: { a: 1 }, headers: {} }],
    [
      `curl ${URL} -H 'Content-Type: application/json' -d '{"a":"it'"'"'s"}'`,
      { json: { a: `it's` }, headers: {} },
    ],
    [`curl --json {"a":{"b":"it's }"},"c":[1]} ${URL}`, { json: { a: { b: `it's }` }, c: [1] } }],
    [`curl -s -u me:se:cret ${URL}`, { basic: { user: 'me', password: 'se:cret' } }],
    [`curl -b "a=1; b=2" ${URL}`, { headers: { cookie: 'a=1; b=2' } }],
    [`curl \\\n  ${URL} \\\n  -H "X-Tenant: \\"one\\""`, { headers: { 'x-tenant': '"one"' } }],
  ])('%s', (text, wanted) => {
    expect(parseCurl(text)).toMatchObject({ kind: 'curl', ...wanted })
  })

  test.each([
    ['', 'names no URL'],
    [`curl 'https://api.example.com`, 'has a quote that does not end'],
    [`curl ${URL} https://other.example.com`, 'names several URLs'],
    [`curl ${URL} --proxy-ntlm`, 'has the option --proxy-ntlm'],
    [`curl ${URL} -d @secret.json`, 'reads its data from a file'],
    [`curl ${URL} -X BREW`, 'has the method BREW'],
    [`curl ${URL} -H 'content-type: application/json' -d '{a'`, 'neither JSON nor a form'],
  ])('that cannot be used says why: %s', (text, message) => {
    expect(parseCurl(text)).toEqual({ kind: 'problem', message: expect.stringContaining(message) })
  })
})

describe('a request of a contract', () => {
  const api = { name: 'api', url: 'https://api.example.com/v1' }
  const of = (text: string) => {
    const curl = parseCurl(text)
    if (curl.kind !== 'curl') throw new Error(curl.message)
    return curl
  }

  test('holds no value of a person or a secret', () => {
    const line = of(
      `curl ${api.url}/token -u app:s3cret -d grant_type=password -d username=ann@example.com -d password=hunter2-horse`,
    )
    const { request, taken } = requestOfCurl(line, api)
    expect(request).toEqual({
      service: 'api',
      method: 'POST',
      path: '/token',
      form: { grant_type: 'password', username: '{LOGIN_USERNAME}', password: '{LOGIN_PASSWORD}' },
      basic: { user: '{CLIENT_ID}', password: '{CLIENT_SECRET}' },
    })
    expect(taken.map(({ name, kind }) => `${name} ${kind}`).sort()).toEqual([
      'CLIENT_ID text',
      'CLIENT_SECRET secret',
      'LOGIN_PASSWORD secret',
      'LOGIN_USERNAME text',
    ])
    expect([...secretsIn([line, undefined])].sort()).toEqual(['hunter2-horse', 's3cret'])
  })

  test('has the name of a user in its path as a placeholder', () => {
    const line = of(
      `curl -X PUT ${api.url}/user/ann-smith --json '{"name":"ann-smith","password":"p4ss-word"}'`,
    )
    expect(requestOfCurl(line, api).request).toMatchObject({ path: '/user/{LOGIN_NAME}' })
  })

  test('says that Basic is raw where form encoding would change it', () => {
    const line = of(`curl ${api.url}/token -u 'app:a+b' -d grant_type=client_credentials`)
    expect(requestOfCurl(line, api).request.basic).toMatchObject({ encoding: 'raw' })
  })

  test('leaves out headers that the token of the run takes the place of', () => {
    const line = of(`curl ${api.url}/notes -H 'Authorization: Bearer abc' -H 'X-Tenant: one'`)
    expect(requestOfCurl(line, api, { dropped: ['authorization'] }).request.headers).toEqual({
      'x-tenant': 'one',
    })
    expect(requestOfCurl(line, api)).toMatchObject({
      request: { headers: { authorization: 'Bearer {LOGIN_AUTHORIZATION}' } },
      taken: [{ value: 'abc', kind: 'secret' }],
    })
  })

  test('goes to the service whose URL it begins with, the longest one', () => {
    const root = { url: 'https://api.example.com' }
    const lookalike = { url: 'https://api.example.com/v10' }
    expect(serviceOfCurl(of(`curl ${api.url}/x`), [root, api, lookalike])).toBe(api)
    expect(serviceOfCurl(of('curl https://api.example.community/x'), [root, api])).toBeUndefined()
  })
})
