import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderCtrf } from '../../helpers/report/ctrf/render-ctrf.ts'
import { renderRunFile } from '../../helpers/report/run-file.ts'
import { envFile } from '../command/env-file.ts'
import { run } from '../command/run-command.ts'
import { useReference } from '../command/use-reference.ts'
import { cause } from '../report/records/cause.ts'
import { check } from '../report/records/check.ts'
import { finding } from '../report/records/finding.ts'
import { runRecord } from '../report/records/run-record.ts'
import { readFolder, useFolder } from '../support/folders.ts'
import { findLeaks } from './support/find-leaks.ts'

const folder = useFolder('leaks-compare')

/** A record with a text in each place that a comparison or a merge shows. */
function recordWith(text: string, platform: string) {
  const failing = check('a/b/c', text, {
    status: 'failed',
    reason: text,
    notes: [text],
    findings: [finding({ got: text, asked: `GET https://api.example.com/?access_token=${text}` })],
  })
  const found = cause({
    summary: text,
    service: 'backend',
    nextSteps: [text],
    explains: [text],
    fails: ['a/b/c'],
    findings: failing.findings,
  })
  return runRecord({
    verdict: 'fail',
    decision: 'rollback',
    exitCode: 1,
    headline: text,
    rootCauses: [found],
    checks: [failing],
    notes: [text],
    run: { environment: 'smoke', platform },
  })
}

test('a secret of this run that stands in the file of an earlier one is in no report', async () => {
  const reference = await useReference()
  const secrets = Object.entries(reference.env).filter(([name]) => /SECRET|KEY$/.test(name))
  expect(secrets.length).toBeGreaterThan(1)
  const earlier = join(folder.path, 'earlier.json')
  const text = secrets.map(([, secret]) => secret).join(' ')
  await writeFile(earlier, renderCtrf(recordWith(text, 'Netra')))
  const dir = join(folder.path, 'compared')
  const file = await envFile(reference.env)
  const { stdout, stderr } = await run([
    'smoke.ts',
    ...['--env', file, '--suite', 'health', '--compare', earlier, '--report-dir', dir],
  ])
  expect(stdout).toContain('Since run')
  const written = { stdout, stderr, ...(await readFolder(dir)) }
  expect(Object.keys(written)).toContain('run.json')
  expect(
    findLeaks(
      written,
      secrets.map(([name, secret]) => [secret, name]),
    ),
  ).toEqual([])
})

test('a token that stands in the run of a place is in no report of the whole', async () => {
  const token = `${['{"alg":"HS256"}', '{"sub":"someone-who-signed-in"}'].map((part) => Buffer.from(part).toString('base64url')).join('.')}.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg`
  const place = join(folder.path, 'eu')
  await mkdir(place)
  await writeFile(join(place, 'run.json'), renderRunFile(recordWith(`Bearer ${token}`, 'netra')))
  const dir = join(folder.path, 'merged')
  const { exitCode, stdout, stderr } = await run([
    'command/merge/main.ts',
    place,
    '--report-dir',
    dir,
  ])
  expect(exitCode, stderr).toBe(1)
  const written = { stdout, stderr, ...(await readFolder(dir)) }
  expect(Object.keys(written)).toContain('report.html')
  expect(findLeaks(written, [[token, 'the token']])).toEqual([])
})
