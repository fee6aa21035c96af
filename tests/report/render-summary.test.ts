import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderSummary } from '../../helpers/report/markdown/summary.ts'
import { ALL_RECORDS } from './records/all.ts'
import { anyRecord } from './records/any-record.ts'
import { check } from './records/check.ts'
import { red } from './records/examples.ts'
import { finding } from './records/finding.ts'
import { HOSTILE_TEXTS } from './records/hostile.ts'
import { runRecord } from './records/run-record.ts'
import { activeMarkdown } from './support/active-markdown.ts'

const MIB = 1024 * 1024
const CONTROL = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u

describe('renderSummary', () => {
  test.each(ALL_RECORDS)('writes the %s run', async (name, record) => {
    await expect(renderSummary(record)).toMatchFileSnapshot(`snapshots/${name}.summary.md.snap`)
  })

  test.each(ALL_RECORDS)('leaves nothing active in the %s run', (_, record) => {
    expect(activeMarkdown(renderSummary(record))).toEqual([])
  })

  test('leaves nothing active and nothing invisible, whatever the texts are', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const summary = renderSummary(record)
        expect(activeMarkdown(summary)).toEqual([])
        expect(summary).not.toMatch(CONTROL)
      }),
    )
  })

  test('tells in the order in which a reader asks', () => {
    const titles = [...renderSummary(red).matchAll(/^#{1,2} (.*)$/gm)].map(([, title]) => title)
    expect(titles).toEqual([
      '❌ FAIL · staging · roll back',
      '1 root cause',
      '1 warning',
      'Notes',
      'Waiting for the services',
      '❌ Failed (1)',
      '⛔ Blocked (12)',
      '⚠️ Warned (1)',
      '⏭️ Skipped (1)',
      '✅ Passed (5)',
      'This run',
    ])
  })

  test('tells a reason once, above all the checks that were skipped for it', () => {
    const skipped = (slug: string, reason: string) =>
      check(`a/b/${slug}`, slug, { status: 'skipped', reason })
    const summary = renderSummary(
      runRecord({ checks: [skipped('x', 'why'), skipped('y', 'other'), skipped('z', 'why')] }),
    )
    const [, list] = summary.split('## ⏭️ Skipped (3)\n\n')
    expect(list).toMatch(
      /^2 because: why\n\n- \*\*a\*\* · b x\n- \*\*a\*\* · b z\n\n1 because: other\n\n- \*\*a\*\* · b y\n/,
    )
  })

  test('stays under 1 MiB with 100,000 checks, and says what it leaves out', () => {
    const text = HOSTILE_TEXTS.join(' ')
    const checks = Array.from({ length: 100_000 }, (_, at) =>
      at % 2 === 0
        ? check(`a/b/${at}`, 'passes')
        : check(`a/b/${at}`, text, {
            status: 'failed',
            findings: [finding({ got: text, expected: text })],
          }),
    )
    const summary = renderSummary({ ...red, checks })
    expect(Buffer.byteLength(summary)).toBeLessThan(MIB)
    expect(summary).toMatch(/> \*\*Shortened:\*\* \d+ checks, 50000 checks left out here/)
    expect(summary).toContain('## This run')
    expect(activeMarkdown(summary)).toEqual([])
  })

  test('stays under 1 MiB with 10,000 root causes', () => {
    const rootCauses = Array.from({ length: 10_000 }, () => red.rootCauses).flat()
    const summary = renderSummary({
      ...red,
      rootCauses,
      notes: [...Array(10_000)].map(() => 'x'.repeat(900)),
    })
    expect(Buffer.byteLength(summary)).toBeLessThan(MIB)
    expect(summary).toMatch(/> \*\*Shortened:\*\* \d+ root causes/)
  })

  test('is the same for the same run, in whatever order the checks ended', () => {
    expect(renderSummary({ ...red, checks: [...red.checks].reverse() })).toBe(renderSummary(red))
  })
})
