import { describe, expect, test } from 'vitest'
import { parseInit } from '../../command/init/options.ts'

describe('the command line of init', () => {
  test('names services, and puts URLs right', () => {
    const { options, problems } = parseInit(['api=127.0.0.1:8080/', 'http://localhost:3000'])
    expect(problems).toEqual([])
    expect(options).toMatchObject({
      services: [{ name: 'api', url: 'http://127.0.0.1:8080' }, { url: 'http://localhost:3000' }],
      kind: 'local',
      format: 'ts',
    })
  })

  test.each([
    [['https://api.staging.example.com'], 'staging'],
    [['https://dev-api.example.com', 'http://localhost:1'], 'development'],
    [['https://api.example.com', '--kind', 'staging'], 'staging'],
    [['https://api.example.com', '--allow-production'], 'production'],
  ])('%j is of kind %s', (argv, kind) => {
    const { options, problems } = parseInit(argv)
    expect(problems).toEqual([])
    expect(options.kind).toBe(kind)
  })

  test.each([
    [
      ['https://api.example.com'],
      /the hosts \(api\.example\.com\) could be those of production: say --kind/,
    ],
    [['https://latest.example.com'], /could be those of production/],
    [
      ['https://x.example.com', '--kind', 'production'],
      /--kind production needs --allow-production/,
    ],
    [['localhost:1', '--kind', 'prod'], /--kind prod is none of local, development/],
    [
      ['localhost:1', '--fromat', 'ts'],
      /--fromat is not a flag of init \(is --format meant\?\); .* -- --help/,
    ],
    [['localhost:1', '--format', 'toml'], /--format toml is none of ts, mjs, json, yaml/],
    [['localhost:1', '--login'], /--login needs a value: --login CURL/],
    [['localhost:1', '--login', 'curl'], /--login names no URL; an example: --login 'curl/],
    [['localhost:1', '--write', 'curl localhost:1 -d a=1'], /--write and --delete need each other/],
    [['api=ftp://example.com'], /the URL of api must begin with https.*; an example: npm run init/],
  ])('%j is refused', (argv, problem) => {
    expect(parseInit(argv).problems).toEqual([expect.stringMatching(problem)])
  })

  test('repeats no URL that may hold a password', () => {
    const { problems } = parseInit(['https://ann:hunter2@dev.example.com'])
    expect(problems.join()).toContain('must not hold a user name or password')
    expect(problems.join()).not.toContain('hunter2')
  })

  test.each([
    ['Authorization: Bearer a.b.c', { carrier: { by: 'bearer' }, value: 'a.b.c' }],
    [
      'authorization: Basic YW5u',
      { carrier: { by: 'header', name: 'authorization', prefix: 'Basic ' }, value: 'YW5u' },
    ],
    ['X-API-Key:  k e y ', { carrier: { by: 'header', name: 'x-api-key' }, value: 'k e y' }],
    ['Authorization: raw', { carrier: { by: 'header', name: 'authorization' }, value: 'raw' }],
  ])('--token %s is a token and its header', (line, token) => {
    expect(parseInit(['http://localhost:1', '--token', line]).options.token).toEqual(token)
  })

  test.each<[string, unknown]>([
    ['X-API-Key: {token}', { by: 'header', name: 'x-api-key' }],
    ['X-API-Key: Bearer {token}', { by: 'header', name: 'x-api-key', prefix: 'Bearer ' }],
    ['Authorization: Bearer {token}', { by: 'bearer' }],
    ['Authorization: JWT {token}', { by: 'header', name: 'authorization', prefix: 'JWT ' }],
  ])('--token %s beside --login is where its token goes', (line, carrier) => {
    const login = ['--login', 'curl http://localhost:1/login -d user=a -d password=b']
    const { options, problems } = parseInit(['http://localhost:1', '--token', line, ...login])
    expect(problems).toEqual([])
    expect(options.carrier).toEqual(carrier)
    expect(options.token).toBeUndefined()
    expect(parseInit(['http://localhost:1', '--token', line]).problems).toEqual([
      '--token holds {token}, which stands for the token of --login: give that too',
    ])
  })

  test('--token that is no header, or stands beside --login, is refused', () => {
    const { problems } = parseInit([
      ...['http://localhost:1', '--token', 'abc', '--login', 'curl http://localhost:1'],
    ])
    expect(problems).toEqual([
      "--token is no header; an example: --token 'Authorization: Bearer …'",
      '--token stands in place of --login: give one of them',
    ])
  })
})
