import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type LabResult, runInLab } from '../support/lab.ts'
import { page, ROOT } from './pages.ts'

const ROW = /^\| (seed \d[^|]*) \| ([^|]+) \| `([a-z-]+)` \| (.*) ?\|$/gm
const INCIDENT = /^\| (seed \d[^|]*) \| [^|]+ \| (yes|in part|no): [^|]+ \| ([^|]*) ?\|$/gm

const seeds = page('docs/seeds.md')
const rows = [...seeds.text.matchAll(ROW)].map(([, finding = '', , fault = '']) => ({
  finding,
  fault,
}))
const incidents = [...page('docs/incidents.md').text.matchAll(INCIDENT)].map(
  ([, finding = '', seen = '', faults = '']) => ({ finding, seen, faults }),
)

describe('docs/seeds.md', () => {
  test.each(incidents.filter(({ seen }) => seen !== 'no'))('has $finding', ({ finding }) => {
    expect(rows.map((row) => row.finding)).toContain(finding)
  })

  test.each(rows)('$finding: $fault is one of its faults', ({ finding, fault }) => {
    expect(incidents.find((one) => one.finding === finding)?.faults).toContain(`\`${fault}\``)
  })

  test('holds the first lines as they are now (write them anew with: npx vitest run --config tests/vitest.config.ts tests/docs/seeds.test.ts -u)', async () => {
    const lines = new Map<string, string>()
    const shown = [...new Set(rows.map((row) => row.fault))]
    await Promise.all(
      shown.map(async (fault) => {
        lines.set(fault, firstLine(await runInLab(['--fault', fault])))
      }),
    )
    const text = seeds.text.replaceAll(
      ROW,
      (_, finding, says, fault) =>
        `| ${finding} | ${says} | \`${fault}\` | ${lines.get(fault) ?? ''} |`,
    )
    await expect(text).toMatchFileSnapshot(join(ROOT, 'docs/seeds.md'))
  }, 600_000)
})

/** The headline as markdown, without times; where it only counts, what it counts follows. */
function firstLine({ reports }: LabResult): string {
  const { rootCauses, warnings } = reports.ctrf.results.extra
  const [, headline = ''] = /^\*\*(.+)\*\*$/m.exec(reports.summary) ?? []
  const [first] = [...rootCauses, ...(warnings as typeof rootCauses)]
  const named = first === undefined || headline.includes(first.code)
  const below = named ? '' : ` → \`${first.code}\` (${first.service}): ${first.summary}`
  return `${headline}${below}`
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST:PORT')
    .replaceAll(/ in \d+(?:\.\d+)? m?s\b/g, '')
    .replaceAll(/(?<!\\)\|/g, '\\|')
}
