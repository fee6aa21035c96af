import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { netraVariables } from '../../contracts/netra/variables.ts'
import { type PlaceholderUse, placeholder } from '../../env/read-value.ts'
import { runs } from '../stages.ts'

// Many runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** `${NAME}`, as a template nobody filled in leaves it. */
const unfilled = (name: string) => `\${${name}}`

describe('placeholder knows', () => {
  it.each(
    [
      'REPLACE_ME',
      'replace-me',
      'REPLACE_WITH_REAL_KEY',
      'REPLACE_redis_password',
      'changeme',
      'ChangeMe!',
      'change_this',
      'please-change-me-now',
      '<your-token>',
      '<TOKEN>',
      'Bearer <token>',
      'your-key-here',
      'YOUR_API_KEY',
      'your-secret',
      'insert-token-here',
      'put_your_key_here',
      'xxx',
      'XXXXXXXX',
      'sk-xxxx-xxxx',
      'TODO',
      'todo: ask ops',
      'FIXME',
      'TBD',
      unfilled('SERVICE_SECRET'),
      unfilled('KEY:-'),
      '$SERVICE_SECRET',
      '%SERVICE_SECRET%',
      '__SERVICE_SECRET__',
      '{SERVICE_SECRET}',
      '$(cat /run/secrets/key)',
      '{{ .Values.key }}',
      '{% key %}',
      '#{key}#',
      '***',
      '********',
      '...',
      '[redacted]',
      'undefined',
      'null',
      'placeholder',
      'example-key',
      'dummy',
      'my-sample-token',
      'projects/p/secrets/key/versions/latest',
      'op://vault/item/field',
    ].filter((text) => text !== '…'),
  )('%s where a secret belongs', (text) => {
    expect(placeholder(text, 'secret')).toBeTypeOf('string')
  })

  it.each([
    'https://your-domain.com',
    'https://<host>/',
    `https://${unfilled('HOST')}`,
    'https://$HOST',
    'https://xxx.run.app',
    '{{ url }}',
    'https://REPLACE_ME',
    'https://changeme.example.com',
    'TODO',
  ])('%s where a URL belongs', (text) => {
    expect(placeholder(text, 'open')).toBeTypeOf('string')
  })
})

describe('placeholder lets pass', () => {
  it.each([
    'https://auth.staging.netrasystems.ai',
    'https://netra-backend-staging-pnovr5vsba-uc.a.run.app',
    'https://api.example.com',
    'http://localhost:8000',
    'netra-backend-staging-00317-696',
    'smoke@example.com',
    'https://logs.example.com/?trace={traceId}&at={at}',
    'null-island.example',
    'hereford',
    'https://exchange.com',
  ])('%s as an open text', (text) => {
    expect(placeholder(text, 'open')).toBeUndefined()
  })

  it.each([
    'p@$$w0rd',
    'correct horse battery staple',
    'a<b>c',
    'x$y$z',
    'MaXXX1mum',
    'tiddly-todo',
    '{"a":1}',
  ])('%s as a secret', (text) => {
    expect(placeholder(text, 'secret')).toBeUndefined()
  })

  it('every example of the list of variables', () => {
    for (const { example, kind } of netraVariables) {
      expect(placeholder(example, kind === 'secret' ? 'secret' : 'open')).toBeUndefined()
    }
  })

  it('random keys, tokens and ids', () => {
    const bytes = fc.uint8Array({ minLength: 24, maxLength: 64 }).map((all) => Buffer.from(all))
    const secret = fc.oneof(
      bytes.map((all) => all.toString('hex')),
      bytes.map((all) => all.toString('base64')),
      bytes.map((all) => all.toString('base64url')),
      fc.uuid(),
      fc
        .tuple(bytes, bytes, bytes)
        .map((parts) => parts.map((part) => part.toString('base64url')).join('.')),
    )
    fc.assert(
      fc.property(secret, fc.constantFrom<PlaceholderUse>('secret', 'open'), (text, use) => {
        expect(placeholder(text, use)).toBeUndefined()
      }),
      runs(1_000),
    )
  })

  it('URLs of deployments', () => {
    const word = fc.constantFrom(
      'api',
      'auth',
      'app',
      'staging',
      'eu',
      'netra',
      'v2',
      'backend',
      'uc',
      'a1b2',
    )
    const label = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('-'))
    const url = fc
      .tuple(
        fc.constantFrom('http', 'https', 'wss'),
        fc.array(label, { minLength: 2, maxLength: 4 }),
        fc.array(label, { maxLength: 3 }),
      )
      .map(([scheme, host, path]) => `${scheme}://${[host.join('.'), ...path].join('/')}`)
    fc.assert(
      fc.property(url, (text) => {
        expect(placeholder(text, 'open')).toBeUndefined()
      }),
    )
  })

  it('nothing slowly: 8 KiB of what its patterns like costs milliseconds', () => {
    const start = performance.now()
    for (const piece of [
      'your-',
      'your_a',
      '<a',
      '{{',
      '${a',
      '$(a ',
      'x',
      '-',
      'a-',
      '__A',
      '*',
      '#{a',
    ]) {
      placeholder(piece.repeat(8_192 / piece.length), 'secret')
      placeholder(piece.repeat(8_192 / piece.length), 'open')
    }
    expect(performance.now() - start).toBeLessThan(4_000)
  })
})
