import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderVerdict } from '../../helpers/report/terminal/verdict.ts'
import { ALL_RECORDS } from './records/all.ts'
import { anyRecord } from './records/any-record.ts'
import { green, red } from './records/examples.ts'
import { notRun } from './records/not-run.ts'

const REPORTS = ['reports/junit.xml', 'reports/summary.md', 'reports/ctrf.json']
const PLAIN = { colour: 'none', columns: 100, reports: REPORTS } as const

const CONTROL = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
const COMMAND = /^\s*::|##\[|##vso\[|##teamcity\[/im

describe('renderVerdict', () => {
  test.each(ALL_RECORDS)('tells the %s run', async (name, record) => {
    await expect(renderVerdict(record, PLAIN)).toMatchFileSnapshot(`snapshots/${name}.verdict.snap`)
  })

  test('paints on a terminal', async () => {
    const painted = renderVerdict(red, { ...PLAIN, colour: 'ansi' })
    await expect(painted).toMatchFileSnapshot('snapshots/red.ansi.snap')
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(renderVerdict(red, PLAIN))
  })

  test('says the verdict first and where the reports are last', () => {
    const lines = renderVerdict(red, PLAIN).trim().split('\n')
    expect(lines[0]).toMatch(/^FAIL {2}staging is broken: trust\.token-rejected \(backend\)/)
    expect(lines.slice(-4).map((line) => line.trim())).toEqual(['Reports', ...REPORTS])
  })

  test.each([80, 100, 120])(
    'fits %i columns, but for commands and URLs, which stay whole',
    (columns) => {
      const wide = renderVerdict(red, { ...PLAIN, columns })
        .split('\n')
        .filter((line) => line.length > columns)
      for (const line of wide) expect(line.trim()).toMatch(/^(?:(?:\d\. )?`[^`]+`[.;]?|https:\S+)$/)
    },
  )

  test('makes words a link where a terminal has links, and prints the address where not', () => {
    const linked = renderVerdict(red, { ...PLAIN, links: 'osc8' })
    expect(linked).toMatch(
      /\u001b\]8;;https:\/\/console[^\s\u001b]+\u001b\\open the logs of this request\u001b\]8;;\u001b\\/,
    )
    expect(renderVerdict(red, PLAIN)).toMatch(/^ +https:\/\/console\S+$/m)
  })

  test('lists every configuration problem', () => {
    const rootCauses = Array.from({ length: 20 }, () => notRun.rootCauses[0]).filter((one) => !!one)
    const text = renderVerdict({ ...notRun, rootCauses }, PLAIN)
    expect(text.match(/BACKEND_URL and SERVICE_SECRET are still placeholders/g)).toHaveLength(20)
    expect(text.match(/Put the real value of BACKEND_URL/g)).toHaveLength(20)
  })

  test('is short when all is well', () => {
    expect(renderVerdict(green, { ...PLAIN, reports: [] })).toBe(
      'PASS  staging works: 8 promises kept in 4.2 s\n      staging · 5 passed · 4.2 s · promote\n',
    )
  })

  test('acts on neither a terminal nor a CI log, whatever the texts are', () => {
    fc.assert(
      fc.property(anyRecord, fc.integer({ min: 1, max: 130 }), (record, columns) => {
        const text = renderVerdict(record, { ...PLAIN, columns })
        expect(text).not.toMatch(CONTROL)
        expect(text).not.toMatch(COMMAND)
        expect(text.endsWith('\n')).toBe(true)
      }),
    )
  })
})
