import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderAnnotations } from '../../helpers/report/github.ts'
import { anyRecord } from './records/any-record.ts'
import { error, green, red } from './records/examples.ts'
import { notRun } from './records/not-run.ts'

/** A command as actions/runner reads it (ActionCommand.TryParseV2): name, properties, data. */
const COMMAND = /^::(error|warning|notice) title=([^\r\n:,]*)::([^\r\n]*)$/

describe('renderAnnotations', () => {
  test('says nothing of a green run', () => {
    expect(renderAnnotations(green)).toBe('')
  })

  test('gives an error for each root cause and a warning for each warning', () => {
    const lines = renderAnnotations(red).trim().split('\n')
    expect(lines.map((line) => line.slice(0, 47))).toEqual([
      '::error title=trust.token-rejected (backend)::b',
      '::warning title=tls.expiring-soon (frontend)::t',
    ])
    expect(lines[0]).toContain('%0AGot: 401 "application/json"')
    expect(lines[0]).toContain('%0ABlocks 12 checks')
  })

  test('tells of every variable that a run cannot start with what is wrong with it', () => {
    const [line] = renderAnnotations(notRun).split('\n')
    expect(line).toContain('%0ABACKEND_URL is still a placeholder (REPLACE_ME); it came from ')
    expect(line).toContain('%0ASERVICE_SECRET is still a placeholder (changeme); it came from ')
  })

  test('gives an error for a run that is red without a root cause', () => {
    expect(renderAnnotations(error)).toBe(
      '::error title=staging::staging could not be judged: 1 of 6 checks failed themselves\n',
    )
  })

  test('names an environment that is given as a file as every other report does', () => {
    const run = { ...error.run, environment: '/srv/env/staging.env' }
    expect(renderAnnotations({ ...error, run })).toContain('::error title=staging::')
  })

  test('gives at most ten of a kind, and the tenth says how many more', () => {
    const rootCauses = Array.from({ length: 25 }, () => red.rootCauses).flat()
    const lines = renderAnnotations({ ...red, rootCauses, warnings: [] })
      .trim()
      .split('\n')
    expect(lines).toHaveLength(10)
    expect(lines.at(-1)).toBe('::error title=more::16 more errors: see the summary of this job')
  })

  test('is escaped as the runner undoes it', () => {
    const [cause] = red.rootCauses
    if (cause === undefined) throw new Error('the example has a root cause')
    const foul = {
      ...cause,
      service: 'a:b,c%d\r\n::e',
      summary: '50% of\n::error::x',
      findings: [],
    }
    const [line = ''] = renderAnnotations({ ...red, rootCauses: [foul] }).split('\n')
    expect(line).toMatch(
      /^::error title=trust\.token-rejected \(a%3Ab%2Cc%25d\\r\\n%3A%3Ae\)::50%25 of%0A::error::x%0A/,
    )
  })

  test('is one command a line and no other, whatever the texts are', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const lines = renderAnnotations(record).split('\n').slice(0, -1)
        for (const line of lines) expect(line).toMatch(COMMAND)
      }),
    )
  })
})
