import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../helpers/redact/redact.ts'
import { createSecretCollector } from '../../helpers/session/secrets.ts'

const MIB = 1_048_576

describe('what answers hold is known from then on', () => {
  test.each([
    [
      'a cookie',
      { 'set-cookie': 'sid="Zm9vYmFyYmF6cXV4"; Path=/\nlang=en' },
      '',
      'Zm9vYmFyYmF6cXV4',
    ],
    [
      'a token',
      {},
      `<p>eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJlLW9mLWl0</p>`,
      'c2lnbmF0dXJlLW9mLWl0',
    ],
    [
      'an opaque token in a member',
      {},
      '{"service_token": "0pAqUe-t0k3n-0f-16+"}',
      '0pAqUe-t0k3n-0f-16+',
    ],
  ])('%s, in any spelling', (_, headers, text, secret) => {
    const redactor = createRedactor([])
    const spelt = [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(`x${secret}`).toString('base64'),
    ]
    createSecretCollector(redactor)({ headers, text })
    for (const spelling of spelt)
      expect(redactor.redact(`said: ${spelling}.`)).not.toContain(spelling.slice(2, -4))
  })

  test('but for settings, which are words', () => {
    const redactor = createRedactor([])
    createSecretCollector(redactor)({
      headers: { 'set-cookie': 'lang=backend\ntheme=production-dark' },
      text: '{"token":"none"}',
    })
    expect(redactor.redact('backend, production-dark, none')).toBe('backend, production-dark, none')
  })

  test('up to a limit: a flood of secrets costs little', () => {
    const added: string[] = []
    const collectSecrets = createSecretCollector({ add: (secret) => void added.push(secret) })
    for (let answer = 0; answer < 50; answer += 1) {
      const tokens = Array.from(
        { length: 500 },
        () => `eyJ${randomBytes(300).toString('hex')}.${randomBytes(300).toString('hex')}.x`,
      )
      collectSecrets({
        headers: { 'set-cookie': tokens.map((token, at) => `c${at}=${token}`).join('\n') },
        text: tokens.join(' '),
      })
    }
    collectSecrets({
      headers: { 'set-cookie': `c=${'x'.repeat(MIB)}` },
      text: `{"token":"${'y'.repeat(MIB)}"}`,
    })
    expect(added.join('').length).toBeLessThanOrEqual(65_536)
  })
})

test('a secret of a megabyte is known by its beginning, at little cost', () => {
  const secret = randomBytes(MIB / 2).toString('hex')
  const before = process.memoryUsage().arrayBuffers
  const redactor = createRedactor([secret])
  expect(redactor.redact(`got "${secret.slice(0, 200)}"… (1048376 more characters)`)).toBe(
    'got "[redacted]"… (1048376 more characters)',
  )
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * MIB)
})
