import { expect, test } from 'vitest'
import { runOverBadLines } from './run-over-bad-lines.ts'

/** 1 % of the packets lost, 50 ± 30 ms a round trip; `npm run bench:network` makes 200 such runs. */
const BADNESS = { delayMs: 25, jitterMs: 15, loss: 0.01, random: Math.random }

test('raises no false alarm over a line that loses packets', { timeout: 180_000 }, async () => {
  for (let run = 0; run < 3; run += 1) {
    const { exitCode, reports } = await runOverBadLines(BADNESS)
    expect(reports.ctrf.results.extra.rootCauses).toEqual([])
    expect(exitCode).toBe(0)
  }
})
