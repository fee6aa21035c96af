import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Reference, startReference } from '../../reference/start-reference.ts'
import { surefireErrors } from '../report/support/surefire-errors.ts'
import { sample } from '../stages.ts'
import { beginCommand, type Running, statusesOf } from './begin-command.ts'
import { envFile } from './env-file.ts'
import type { Ctrf } from './run-command.ts'

/** Added to every answer, so that a run has a middle. */
const DELAY_MS = 120

async function useReference(delayMs = DELAY_MS): Promise<Reference & { readonly file: string }> {
  const reference = await startReference({ delayMs })
  onTestFinished(() => reference.close())
  return { ...reference, file: await envFile(reference.env) }
}

/** The reports of an interrupted run are whole, and nothing it made is left. */
async function expectOrderlyEnd(run: Running, reference: Reference): Promise<Ctrf['results']> {
  expect(await run.ended, run.printed()).toBe(130)
  const reports = await run.reports()
  expect(Object.keys(reports).sort()).toEqual([
    'ctrf.json',
    'junit.xml',
    'report.html',
    'run.json',
    'summary.md',
  ])
  expect(await surefireErrors([reports['junit.xml'] ?? ''])).toEqual([])
  expect(reports['summary.md']).toContain('interrupted after')
  expect(reference.seen.threads()).toEqual([])
  const { requests } = reference.seen
  await sleep(100)
  expect(reference.seen.requests).toBe(requests)
  return (JSON.parse(reports['ctrf.json'] ?? '') as Ctrf).results
}

/** Checks that had ended are reported, others are reported as not judged, and nothing of a healthy deployment is red. */
async function expectNothingRed(run: Running, reference: Reference): Promise<void> {
  const { extra, tests } = await expectOrderlyEnd(run, reference)
  expect(extra).toMatchObject({ verdict: 'fail', decision: 'hold', rootCauses: [], warnings: [] })
  expect(tests.length).toBeGreaterThan(100)
  const { passed: _, skipped = [], ...others } = statusesOf(tests)
  // The run itself stands for what was not judged.
  expect(others).toEqual({ failed: ['run/verdict/ends'] })
  expect(skipped).not.toEqual([])
}

/** Moments of a run: every second one in `npm run verify`. */
const MOMENTS = sample(
  [
    'it shows the first check',
    'the services answered',
    'a token was issued',
    'a thread is being created',
    'a thread was created',
    'the socket opened',
    'it waits for an agent',
    'the agent answered',
  ],
  2,
)

describe.for(sample(['SIGTERM', 'SIGINT'] as const, 2))('%s ends a run in order', (signal) => {
  test.for(MOMENTS)('when %s', async (moment) => {
    const reference = await useReference()
    const run = await beginCommand(['--env', reference.file])
    await until(moment, run, reference)
    run.child.kill(signal)
    await expectNothingRed(run, reference)
  })

  test('before it has begun: then nothing is sent, and nothing written or all of it', async () => {
    const reference = await useReference()
    for (const ms of [10, 150, 250, 350]) {
      const run = await beginCommand(['--env', reference.file])
      await sleep(ms)
      run.child.kill(signal)
      // Before Node itself is up, the signal is the system's business.
      expect([130, signal]).toContain(await run.ended)
      expect([0, 5]).toContain(Object.keys(await run.reports()).length)
    }
    expect(reference.seen.threads()).toEqual([])
  })

  test('while it waits for the services', async () => {
    const reference = await useReference()
    await reference.stop('backend')
    const run = await beginCommand(['--env', reference.file, '--wait', '60'])
    await run.until(/wait {2}backend {2}.*tcp\.refused/)
    const startedMs = performance.now()
    run.child.kill(signal)
    const { extra, tests } = await expectOrderlyEnd(run, reference)
    expect(performance.now() - startedMs).toBeLessThan(5_000)
    expect(extra).toMatchObject({ decision: 'hold', rootCauses: [{ code: 'tcp.refused' }] })
    expect((await run.reports())['summary.md']).toContain(
      'not waited for any longer: the run was interrupted',
    )
    // Nothing that was not asked any more may pass for good.
    const { passed = [] } = statusesOf(tests)
    expect(passed.filter((id) => !id.startsWith('config/'))).toEqual([])
  })
})

describe('a second signal', () => {
  test('ends a run at once', async () => {
    const reference = await useReference(1_200)
    const run = await beginCommand(['--env', reference.file])
    await run.until('creates a thread')
    run.child.kill('SIGINT')
    await run.until('once more to stop at once')
    await sleep(600)
    const startedMs = performance.now()
    run.child.kill('SIGINT')
    expect(await run.ended).toBe(130)
    expect(performance.now() - startedMs).toBeLessThan(400)
    expect(await run.reports()).toEqual({})
  })

  test('that comes with the first is the same: npm passes on what the terminal sent to both', async () => {
    const reference = await useReference()
    const run = await beginCommand(['--env', reference.file])
    await run.until('creates a thread')
    run.child.kill('SIGINT')
    run.child.kill('SIGINT')
    await sleep(5)
    run.child.kill('SIGTERM')
    await expectNothingRed(run, reference)
  })
})

describe('npm test', () => {
  const program = ['npm', 'test', '--']

  test('ends in order when a terminal interrupts all of its processes', async () => {
    const reference = await useReference()
    const run = await beginCommand(['--env', reference.file], { program })
    await run.until('creates a thread')
    process.kill(-(run.child.pid ?? 0), 'SIGINT')
    await expectNothingRed(run, reference)
  })

  test('passes on what a CI job sends to npm alone', async () => {
    const reference = await useReference()
    const run = await beginCommand(['--env', reference.file], { program })
    await run.until('creates a thread')
    run.child.kill('SIGTERM')
    await expectNothingRed(run, reference)
  })
})

/** Resolves at a moment of a run, which shows in what it prints or in what the deployment sees. */
async function until(moment: string, run: Running, reference: Reference): Promise<void> {
  const printed: Readonly<Record<string, string>> = {
    'it shows the first check': 'ok    ',
    'the services answered': 'answers at BACKEND_URL',
    'a token was issued': 'issues a user token',
    'a thread was created': 'creates a thread',
    'the socket opened': 'opens for a user token by subprotocol',
    'the agent answered': 'answers a message with the five agent events',
  }
  const text = printed[moment]
  if (text !== undefined) return run.until(text)
  const isThere =
    moment === 'a thread is being created'
      ? () => reference.seen.threads().length > 0
      : () => reference.seen.sockets > 1
  while (!isThere()) await sleep(5)
}
