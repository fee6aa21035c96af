import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CODES } from '../../helpers/record/code.ts'
import { faults } from '../../reference/faults.ts'

const PAGE = new URL('../../docs/incidents.md', import.meta.url)
const ROW = /^\| ((?:F\d|seed \d)[^|]*) \| ([^|]+) \| ([^|]+) \| ([^|]*) ?\|$/gm

const page = readFileSync(PAGE, 'utf8')
const rows = [...page.matchAll(ROW)].map(([, incident = '', , seen = '', found = '']) => ({
  incident,
  seen,
  names: namesIn(incident, found),
}))
const faultNames = new Set(faults.map(({ name }) => name))

/** For an incident the faults that name it; for a finding of a report those written in its row. */
function namesIn(incident: string, found: string): readonly string[] {
  if (!incident.startsWith('seed'))
    return faults.filter(({ incidents }) => incidents.includes(incident)).map(({ name }) => name)
  return found
    .split('<br>')
    .map((line) => /`([^`]+)`/.exec(line)?.[1])
    .filter((name) => name !== undefined)
}

/** A name that no fault has stays as it is, for its row to fail by. */
function foundAs(name: string): string {
  const fault = faults.find((candidate) => candidate.name === name)
  if (fault === undefined) return `\`${name}\``
  const words = fault.finds.map(({ code, service }) => `\`${code}\` ${service}`)
  return `\`${name}\` → ${words.join(', ')}`
}

function rendered(): string {
  return page.replaceAll(ROW, (_, incident, what, seen, found) => {
    const lines = namesIn(incident, found).map(foundAs)
    return `| ${incident} | ${what} | ${seen} | ${lines.length === 0 ? '–' : lines.join('<br>')} |`
  })
}

describe('docs/incidents.md', () => {
  test('has one row for each incident of the catalogue', () => {
    const numbered = Array.from({ length: 112 }, (_, n) => `F${String(n + 1).padStart(2, '0')}`)
    const expected = numbered.flatMap((incident) =>
      incident === 'F34' ? ['F34', 'F34b', 'F34c'] : [incident],
    )
    const incidents = rows.map(({ incident }) => incident).filter((name) => name.startsWith('F'))
    expect(incidents).toEqual(expected)
  })

  test('has rows for each of the five reports', () => {
    for (const report of ['000', '001', '002', '003', '004'])
      expect(rows.some(({ incident }) => incident.startsWith(`seed ${report} `))).toBe(true)
  })

  test('has no other line in its tables', () => {
    const lines = page.split('\n').filter((line) => /^\| (?:F\d|seed)/.test(line))
    expect(lines).toHaveLength(rows.length)
  })

  test.each(rows)('$incident: says whether it is seen, and has a fault if it is', (row) => {
    expect(row.seen).toMatch(/^(yes|in part|no): [^.]+(\. Here [^.]+)?$/)
    if (row.seen.startsWith('no:')) expect(row.names).toEqual([])
    else expect(row.names).not.toEqual([])
    expect([...faultNames]).toEqual(expect.arrayContaining([...row.names]))
  })

  test('holds the faults as they are now (write them anew with: npx vitest run --config tests/vitest.config.ts tests/diagnosis/incidents-doc.test.ts -u)', async () => {
    await expect(rendered()).toMatchFileSnapshot(PAGE.pathname)
  })
})

describe('the faults', () => {
  test.each(faults.map((fault) => [fault.name, fault] as const))(
    '%s names incidents and codes that exist',
    (name, { incidents, finds }) => {
      for (const incident of incidents) {
        const of = rows.filter((row) => row.incident === incident)
        const inReport = rows.filter((row) => row.incident.startsWith(`${incident} `))
        const rowsNaming = [...of, ...inReport].filter(({ names }) => names.includes(name))
        expect(rowsNaming, `${incident} has no row with ${name}`).not.toEqual([])
      }
      for (const { code } of finds) expect(CODES).toContain(code)
    },
  )

  test('cover every code', () => {
    const covered = new Set(faults.flatMap(({ finds }) => finds.map(({ code }) => code)))
    // The tokens of this platform stand in no cookie.
    expect(CODES.filter((code) => !covered.has(code))).toEqual(['token.cookie'])
  })
})
