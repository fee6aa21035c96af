import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderJunit } from '../../helpers/report/junit/render-junit.ts'
import { ALL_RECORDS } from './records/all.ts'
import { anyRecord } from './records/any-record.ts'
import { check } from './records/check.ts'
import { error, green, interrupted, red, warned } from './records/examples.ts'
import { notRun } from './records/not-run.ts'
import { runRecord } from './records/run-record.ts'
import { surefireErrors } from './support/surefire-errors.ts'

describe('renderJunit', () => {
  test.each(ALL_RECORDS)('writes the %s run', async (name, record) => {
    await expect(renderJunit(record)).toMatchFileSnapshot(`snapshots/${name}.junit.xml.snap`)
  })

  test('is valid against the Surefire schema for every kind of run', async () => {
    expect(await surefireErrors(ALL_RECORDS.map(([, record]) => renderJunit(record)))).toEqual([])
  })

  test('is valid whatever the texts are', async () => {
    const documents = fc.sample(anyRecord, 300).map(renderJunit)
    expect(await surefireErrors(documents)).toEqual([])
  })

  test('the schema in use refuses what Surefire refuses', async () => {
    const wrapped = `<testsuites>${renderJunit(green).slice(39)}</testsuites>`
    const late = renderJunit(green).replace('time="4.213"', 'time="4.2134"')
    const untyped = renderJunit(red).replace(' type="trust.token-rejected"', '')
    for (const document of [wrapped, late, untyped])
      expect(await surefireErrors([document])).not.toEqual([])
  })

  test('names every case once', () => {
    const twice = [check('a/b/1', 'is the same'), check('a/b/2', 'is the same')]
    const names = [...renderJunit(runRecord({ checks: twice })).matchAll(/ name="(is [^"]*)"/g)]
    expect(names.map(([, name]) => name)).toEqual(['is the same', 'is the same (2)'])
  })

  test('says the whole reason in the text, which GitLab shows', () => {
    const text = /<failure[^>]*>([^<]*)</.exec(renderJunit(red))?.[1]
    for (const part of ['promised', 'asked', 'expected', 'got', 'Next steps:', 'blocks 12 checks'])
      expect(text).toContain(part)
  })

  test('says what is wrong with each variable when the run could not start, and no rules', () => {
    const junit = renderJunit(notRun)
    for (const problem of [
      'BACKEND_URL is still a placeholder (REPLACE_ME)',
      'SERVICE_SECRET is still a placeholder (changeme)',
      'REQUEST_TIMEOUT_MS must be a whole number',
    ])
      expect(junit.match(/<error[^>]*>([^<]*)/g)?.join('')).toContain(problem)
    expect(junit).not.toContain('name="kind"')
  })

  test('is the same for the same run, in whatever order the checks ended', () => {
    expect(renderJunit({ ...red, checks: [...red.checks].reverse() })).toBe(renderJunit(red))
  })

  test.each([
    ['a root cause that no check failed on', notRun, 'errors="2"'],
    ['an interrupted run', interrupted, 'errors="1"'],
    ['a check that could not be judged', error, 'errors="1"'],
    ['a run that failed on warnings alone', { ...warned, exitCode: 1 as const }, 'failures="1"'],
    ['a run of no checks', runRecord({ exitCode: 1, verdict: 'fail' }), 'failures="1"'],
  ])('is red for %s', (_, record, counter) => {
    expect(renderJunit(record)).toContain(counter)
  })
})
