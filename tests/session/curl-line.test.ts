import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../env/secret.ts'
import type { Target } from '../../env/target.ts'
import { createRedactor } from '../../helpers/redact/redact.ts'
import { curlLine, type Repeatable } from '../../helpers/session/curl-line.ts'
import type { NamedSecret } from '../../helpers/session/secrets.ts'

const SECRETS = {
  SERVICE_SECRET: 'slow-river-19-amber',
  SMOKE_USER_PASSWORD: 'pass"word & more',
  EXTRA_HEADERS: 'x-bypass: open-sesame-1234567890; x-stage: blue',
}

const TARGET = {
  urls: {},
  secrets: Object.fromEntries(
    Object.entries(SECRETS).map(([name, text]) => [name, new Secret(text)]),
  ),
} as unknown as Target

function curl(
  over: Partial<Repeatable>,
  learned: readonly string[] = [],
  wrong: readonly NamedSecret[] = [],
): string {
  const request = { method: 'GET', url: 'https://api.example.com/things', headers: {}, ...over }
  const redactor = createRedactor([...Object.values(SECRETS), ...learned])
  return curlLine(request, TARGET, redactor, wrong)
}

/** What a shell makes of the words behind `curl`, its variables set. */
function wordsOf(line: string): readonly string[] {
  const script = line.replace(/^curl/, 'printf "%s\\0"')
  const env = { ...SECRETS, TOKEN: 'T', COOKIE: 'C', X_BYPASS: 'B', X_STAGE: 'S' }
  return execFileSync('sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1)
}

describe('the command that repeats a request', () => {
  test('calls user and password in base64 no token', () => {
    const encoded = Buffer.from('smoke:a-long-secret-of-a-client').toString('base64')
    expect(curl({ headers: { authorization: `Basic ${encoded}` } }, [encoded])).toContain(
      '-H "authorization: Basic $CREDENTIALS"',
    )
  })

  test('calls a wrong token of the run by its own name, and the good one TOKEN', () => {
    const [head, good] = ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.', 'c2lnbmF0dXJlLW9mLXRoZS10b2tlbg']
    const wrong = [
      ['FORGED_TOKEN', new Secret(head)],
      ['WRONG_TOKEN', new Secret(`${head}b3RoZXItc2lnbmF0dXJl`)],
    ] as const
    const learned = [head + good, ...wrong.map(([, token]) => token.reveal())]
    const lineOf = (token: string) =>
      curl({ headers: { authorization: `Bearer ${token}` } }, learned, wrong)
    expect(lineOf(head)).toContain('-H "authorization: Bearer $FORGED_TOKEN"')
    expect(lineOf(`${head}b3RoZXItc2lnbmF0dXJl`)).toContain('"authorization: Bearer $WRONG_TOKEN"')
    // A part of the good token is no wrong one.
    expect(lineOf(head + good)).toContain('"authorization: Bearer $TOKEN"')
  })

  test('has method, URL, headers and body, without what curl sends itself', () => {
    const headers = {
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'x',
      origin: 'https://app',
    }
    expect(curl({ headers })).toBe(
      `curl -i 'https://api.example.com/things' -H 'origin: https://app'`,
    )
    expect(curl({ method: 'HEAD' })).toBe(`curl -i --head 'https://api.example.com/things'`)
    expect(
      wordsOf(
        curl({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' }),
      ),
    ).toEqual([
      '-i',
      '-X',
      'POST',
      'https://api.example.com/things',
      '-H',
      'content-type: application/json',
      '--data-raw',
      '{"a":1}',
    ])
  })

  test('names a secret of the environment by its variable, in every place and encoding', () => {
    const line = curl({
      method: 'POST',
      url: `https://api.example.com/things?key=${encodeURIComponent(SECRETS.SMOKE_USER_PASSWORD)}`,
      headers: { 'x-service-secret': SECRETS.SERVICE_SECRET },
      body: JSON.stringify({ password: SECRETS.SMOKE_USER_PASSWORD, id: 'me' }),
    })
    expect(line).toContain('-H "x-service-secret: $SERVICE_SECRET"')
    expect(line).toContain('"https://api.example.com/things?key=$SMOKE_USER_PASSWORD"')
    expect(line).toContain(`'{"password":"'"$SMOKE_USER_PASSWORD"'","id":"me"}'`)
  })

  test('names any other secret by where it travels', () => {
    const token = 'tok-5f2c9b1e7d3a4f60'
    const headers = { authorization: `Bearer ${token}`, cookie: `session=${token}; theme=dark` }
    const line = curl({ headers }, [token])
    expect(line).toContain('-H "authorization: Bearer $TOKEN"')
    expect(line).toContain('-H "cookie: $COOKIE"')
    expect(line).not.toContain(token)
  })

  test('names the values of EXTRA_HEADERS by their headers', () => {
    const line = curl({ headers: { 'x-bypass': 'open-sesame-1234567890', 'x-stage': 'blue' } })
    expect(line).toContain('-H "x-bypass: $X_BYPASS" -H "x-stage: $X_STAGE"')
  })

  test('makes a handshake of a WebSocket', () => {
    const line = curl({ url: 'wss://api.example.com/ws', offers: ['jwt-auth', 'chat'] })
    expect(line).toMatch(/^curl -i -N --http1\.1 'https:\/\/api\.example\.com\/ws' /)
    expect(line).toContain("-H 'upgrade: websocket'")
    expect(line).toContain("-H 'sec-websocket-protocol: jwt-auth, chat'")
  })

  test('says that a body is missing which nobody would read', () => {
    expect(curl({ method: 'PUT', body: 'x'.repeat(2_001) })).toMatch(
      /# and a body of 2001 characters$/,
    )
  })

  test.each([
    `https://api.example.com/'; touch owned; echo '`,
    'https://api.example.com/$(touch owned)`touch owned`',
    'https://api.example.com/a"b\\c!d',
    `https://api.example.com/?secret=slow-river-19-amber'$(id)"`,
  ])('lets the shell read nothing of %s', (url) => {
    const [, word] = wordsOf(curl({ url }))
    expect(word).toBe(url)
  })
})
