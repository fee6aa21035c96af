import { defineConfig } from 'vitest/config'

/**
 * The checks under vitest as a whole (`npx vitest`). `npm test` runs them by vitest's runner alone, which starts in a
 * third of the time; the project's own tests have tests/vitest.config.ts.
 */
export default defineConfig({
  test: {
    include: ['command/run/under-vitest.smoke.ts'],
    // Every check has a deadline of its own.
    testTimeout: 0,
    hookTimeout: 0,
    sequence: { concurrent: true },
    maxConcurrency: 10_000,
  },
})
