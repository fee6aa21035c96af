import { describe, expect, test } from 'vitest'
import { SEED_ROWS as rows } from '../faults/support/seeds-page.ts'
import { page } from './pages.ts'

const INCIDENT = /^\| (seed \d[^|]*) \| [^|]+ \| (yes|in part|no): [^|]+ \| ([^|]*) ?\|$/gm

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
})
