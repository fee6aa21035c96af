import { measure, median } from './spawn.ts'

const PAIRS = 7
const BAR = 1.5

/** The suite on the healthy reference against an empty run of the runner, in pairs, after one warm-up of each. */
export async function benchStart(): Promise<string> {
  const suite = () => measure(['run.mjs', 'smoke.ts', '--report-dir', 'reports/bench'])
  const empty = () =>
    measure(['node_modules/vitest/vitest.mjs', 'run', '--config', 'bench/vitest.config.ts'])
  await suite()
  await empty()
  const ratios: number[] = []
  const walls: { suite: number[]; empty: number[] } = { suite: [], empty: [] }
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const [one, other] = [await suite(), await empty()]
    if (one.exitCode !== 0 || other.exitCode !== 0)
      return `start: a run failed (${one.exitCode}, ${other.exitCode})`
    ratios.push(one.wall / other.wall)
    walls.suite.push(one.wall)
    walls.empty.push(other.wall)
  }
  return `healthy reference against an empty run: ${median(ratios).toFixed(2)} times (bar ${BAR}); ${median(walls.suite).toFixed(2)} s against ${median(walls.empty).toFixed(2)} s, median of ${PAIRS} pairs`
}
