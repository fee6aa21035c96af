import { Ajv } from 'ajv'
import { calculateSummary, schema, validate } from 'ctrf'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RunRecord } from '../../helpers/record/run-record.ts'
import { renderCtrf } from '../../helpers/report/ctrf/render-ctrf.ts'
import { ALL_RECORDS } from './records/all.ts'
import { anyRecord } from './records/any-record.ts'
import { green, red } from './records/examples.ts'

/** Compiled once: `validate` compiles again at every call. */
const isValid = new Ajv({ strict: false, validateFormats: false }).compile(schema)

function errorsIn(text: string): unknown {
  return isValid(JSON.parse(text)) ? [] : isValid.errors
}

describe('renderCtrf', () => {
  test.each(ALL_RECORDS)('writes the %s run', async (name, record) => {
    const text = renderCtrf(record)
    expect(errorsIn(text)).toEqual([])
    await expect(text).toMatchFileSnapshot(`snapshots/${name}.ctrf.json.snap`)
  })

  test('is valid to the standard’s own library, formats included', () => {
    expect(validate(JSON.parse(renderCtrf(red)))).toMatchObject({ valid: true })
  })

  test('is valid whatever the texts are', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(errorsIn(renderCtrf(record))).toEqual([])
      }),
    )
  })

  test('counts what a consumer sees: passed, failed, skipped, and blocked as other', () => {
    const { summary, tests } = JSON.parse(renderCtrf(red)).results
    expect(summary).toMatchObject({ tests: 21, passed: 6, failed: 2, skipped: 1, other: 12 })
    const statuses = new Set(
      tests.map((one: { status: string; rawStatus: string }) => `${one.status} ${one.rawStatus}`),
    )
    expect([...statuses].sort()).toEqual([
      'failed failed',
      'other blocked',
      'passed passed',
      'passed warned',
      'skipped skipped',
    ])
  })

  test.each(ALL_RECORDS)('counts what a recount counts in the %s run', (_, record) => {
    const { summary, tests } = JSON.parse(renderCtrf(record)).results
    // The sum of concurrent checks is no time that passed; the run's own start and end are known better.
    const { duration: _sum, start: _first, stop: _last, ...counts } = calculateSummary(tests)
    expect(summary).toMatchObject(counts)
  })

  test('has the decision in a test of its own, which stays where reports are merged', () => {
    const decisions = (record: RunRecord) =>
      JSON.parse(renderCtrf(record)).results.tests.flatMap(
        ({ extra }: { extra: { decision?: string } }) => extra.decision ?? [],
      )
    expect(decisions(red)).toEqual(['rollback'])
    expect(decisions(green)).toEqual([])
  })

  test('carries the promised extra and nothing else', () => {
    const { extra } = JSON.parse(renderCtrf(red)).results
    expect(Object.keys(extra)).toEqual([
      'verdict',
      'decision',
      'rootCauses',
      'warnings',
      'requests',
      'requestsLeftOut',
    ])
    expect(Object.keys(extra.rootCauses[0])).toEqual([
      'code',
      'service',
      'summary',
      'evidence',
      'nextSteps',
      'blocks',
    ])
    expect(Object.keys(extra.warnings[0])).toEqual(['code', 'service', 'summary'])
    expect(extra).toMatchObject({ verdict: 'fail', decision: 'rollback' })
    expect(extra.rootCauses[0].blocks).toHaveLength(12)
  })
})
