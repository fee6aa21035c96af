import { runOverBadLines } from '../tests/network/run-over-bad-lines.ts'

const AT_ONCE = 2
const DEFAULT_RUNS = 200
const BADNESS = { delayMs: 25, jitterMs: 15, loss: 0.01, random: Math.random }

/** `npm run bench:network [-- RUNS]`: healthy runs over lines that lose 1 % of the packets at 50 ± 30 ms a round trip; prints how many were red, and how many had a `check.flaky`. */
export async function main([runs]: readonly string[]): Promise<number> {
  const total = Number(runs ?? DEFAULT_RUNS)
  const seen = { red: 0, flaky: 0 }
  let left = total
  const worker = async () => {
    while (left > 0) {
      left -= 1
      const { exitCode, reports } = await runOverBadLines(BADNESS)
      const { rootCauses, warnings } = reports.ctrf.results.extra
      if (exitCode !== 0) {
        seen.red += 1
        process.stdout.write(
          `red: ${exitCode} ${JSON.stringify(rootCauses.map(({ code, service, summary }) => ({ code, service, summary })))}\n`,
        )
      }
      if (warnings.some(({ code }) => code === 'check.flaky')) seen.flaky += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  process.stdout.write(
    `${total} healthy runs over a bad line: ${seen.red} red, ${seen.flaky} with check.flaky\n`,
  )
  return seen.red === 0 ? 0 : 1
}
