import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderJunit } from '../../helpers/report/junit/render-junit.ts'
import { ALL_RECORDS } from './records/all.ts'
import { anyRecord } from './records/any-record.ts'
import { check } from './records/check.ts'
import { error, green, interrupted, red, warned } from './records/examples.ts'
import { finding } from './records/finding.ts'
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
    const names = [...renderJunit(runRecord({ checks: twice })).matchAll(/ name="(b is [^"]*)"/g)]
    expect(names.map(([, name]) => name)).toEqual(['b is the same', 'b is the same (2)'])
  })

  test('says the whole reason in the text, which GitLab shows', () => {
    const text = /<failure[^>]* type="trust[^>]*>([^<]*)</.exec(renderJunit(red))?.[1]
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

  test('says in the name whose promise it is, and in the class where the run asked, and from where', () => {
    const from = (environment: string, place?: string) =>
      renderJunit({
        ...green,
        run: { ...green.run, environment, ...(place !== undefined && { place }) },
      })
    expect(from('staging')).toContain(
      'classname="staging.health.auth" name="auth answers GET /health and says healthy"',
    )
    expect(from('./env/eu.test.env', 'europe-west1')).toContain(
      'classname="eu_test.europe-west1.health.auth"',
    )
    expect(from('staging', 'europe-west1')).toContain(
      '<testsuite name="post-deploy-smoke staging europe-west1"',
    )
  })

  test('has what is red first: the verdict, then the checks that failed', () => {
    const names = [...renderJunit(red).matchAll(/<testcase classname="([^"]*)"/g)]
    expect(names.slice(0, 3).map(([, name]) => name)).toEqual([
      'staging.run.verdict',
      'staging.trust.backend',
      'staging.golden-path.agents',
    ])
    expect(renderJunit(warned)).not.toContain('run.verdict')
  })

  test('gives the suite and each case its start in UTC', () => {
    expect(renderJunit(green)).toMatch(/<testsuite [^>]*timestamp="2026-03-02T14:05:00.000Z"/)
    expect(renderJunit(green)).toMatch(/<testcase [^>]*timestamp="2026-03-02T14:05:00.020Z"/)
    expect(renderJunit({ ...green, run: { ...green.run, startedAt: 'x' } })).not.toContain(
      'timestamp',
    )
  })

  test('counts a check that passed on another try as flaky, and not as red', async () => {
    const flaky = finding({ code: 'check.flaky', severity: 'warning', got: 'after 1 bad try' })
    const checks = [check('a/b/c', 'is kept', { status: 'warned', findings: [flaky] })]
    const junit = renderJunit(runRecord({ checks }))
    expect(junit).toContain(
      '<flakyFailure message="after 1 bad try" type="check.flaky"><stackTrace>',
    )
    expect(junit).toContain('failures="0"')
    expect(await surefireErrors([junit])).toEqual([])
  })

  test('writes no reference where the character itself will do', () => {
    const said = `'{"a":1}' > "b"`
    const junit = renderJunit(
      runRecord({ checks: [check('a/b/c', 'x', { status: 'error', reason: said })] }),
    )
    expect(junit).toContain(`>${said}<`)
  })

  test('is the same for the same run, in whatever order the checks ended', () => {
    expect(renderJunit({ ...red, checks: [...red.checks].reverse() })).toBe(renderJunit(red))
  })

  test.each([
    ['a root cause that no check failed on', notRun, 'errors="3"'],
    ['an interrupted run', interrupted, 'errors="1"'],
    ['a check that could not be judged', error, 'errors="1"'],
    ['a run that failed on warnings alone', { ...warned, exitCode: 1 as const }, 'failures="1"'],
    ['a run of no checks', runRecord({ exitCode: 1, verdict: 'fail' }), 'failures="1"'],
  ])('is red for %s', (_, record, counter) => {
    expect(renderJunit(record)).toContain(counter)
  })
})
