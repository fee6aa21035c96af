import { defineConfig } from 'vitest/config'

/**
 * How the smoke checks run (`npm test`): one worker and one file, so that everything is imported once
 * and runs at once; no deadline of the runner's, since every check has its own. The project's own
 * tests have tests/vitest.config.ts.
 */
export default defineConfig({
  test: {
    include: ['suites/run.smoke.ts'],
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    fileParallelism: false,
    sequence: { concurrent: true },
    maxConcurrency: 10_000,
    testTimeout: 0,
    hookTimeout: 0,
    teardownTimeout: 2_000,
    passWithNoTests: false,
    printConsoleTrace: false,
  },
})
