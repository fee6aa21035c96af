import { describe, expect, test } from 'vitest'
import { renderCheckLine, renderUnmadeLines } from '../../helpers/report/terminal/check-lines.ts'
import { check } from './records/check.ts'
import { red } from './records/examples.ts'
import { finding } from './records/finding.ts'
import { HOSTILE_TEXTS } from './records/hostile.ts'

const PLAIN = { colour: 'none' } as const

describe('renderCheckLine', () => {
  test('gives each outcome its mark and its reason', () => {
    const lines = red.checks.map((one) => renderCheckLine(one, PLAIN))
    expect(lines).toContain('ok    health/backend  answers GET /health and says healthy  431 ms')
    expect(lines).toContain(
      `FAIL  trust/backend  accepts the good token at GET /api/threads  812 ms  trust.token-rejected (backend): expected 200, every time, got 401 "application/json": '{"detail":"Invalid or expired token"}' (0 of 10 times accepted)`,
    )
    expect(lines).toContain(
      `block golden-path/thread  is listed  0 ms  blocked by trust.token-rejected (backend): 401 "application/json": '{"detail":"Invalid or expired token"}' (0 of 10 time… (11 more characters)`,
    )
    expect(lines).toContain(
      'skip  tokens/auth  refuses an expired token with 401  0 ms  JWT_SECRET_KEY is not set: an expired token cannot be signed',
    )
  })

  test.each(HOSTILE_TEXTS)('stays one inert line: %j', (text) => {
    const line = renderCheckLine(check(text, text, { status: 'error', reason: text }), PLAIN)
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s*::|##\[|##vso/u)
  })
})

describe('renderUnmadeLines', () => {
  const skipped = (id: string, reason: string) =>
    check(id, 'is kept', { status: 'skipped', reason })
  const blocked = (id: string) =>
    check(id, 'is kept', {
      status: 'blocked',
      blockedBy: [finding({ code: 'tcp.refused', got: 'backend is down' })],
    })

  test('tells those of one reason in one line, and one alone by its name', () => {
    const checks = [
      skipped('a/b/1', 'no key'),
      blocked('a/b/2'),
      skipped('a/b/3', 'no second user'),
      blocked('a/b/4'),
      blocked('a/b/5'),
    ]
    expect(renderUnmadeLines(checks, PLAIN)).toEqual([
      'skip  a/b  is kept  12 ms  no key',
      'block 3 checks  blocked by tcp.refused (backend): backend is down',
      'skip  a/b  is kept  12 ms  no second user',
    ])
  })

  test.each(HOSTILE_TEXTS)('stay inert lines: %j', (text) => {
    const [line = ''] = renderUnmadeLines([skipped('a/b/1', text), skipped('a/b/2', text)], PLAIN)
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s*::|##\[|##vso/u)
  })
})
