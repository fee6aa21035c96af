import { expect, test } from 'vitest'
import { runInLab } from '../support/lab.ts'

test('a streamed answer that comes one by one keeps every promise', {
  timeout: 120_000,
}, async () => {
  const { stdout, exitCode, reports } = await runInLab([
    '--contract',
    'contracts/netra-extended.ts',
    '--suite',
    'golden-path',
  ])
  expect(exitCode, stdout).toBe(0)
  const { tests, extra } = reports.ctrf.results
  expect(extra.warnings).toEqual([])
  const passed = tests.filter(({ status }) => status === 'passed').map((one) => one.extra.id)
  expect(passed).toEqual(
    expect.arrayContaining(
      ['answer', 'answer-answer', 'answer-one-by-one', 'answer-compressed'].map(
        (slug) => `golden-path/streamed/${slug}`,
      ),
    ),
  )
})
