import { defineConfig } from 'vitest/config'

/** The project's own tests (`npm run verify`); how the smoke checks themselves run stands in vitest.config.ts. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A shared CI machine stalls now and then; what was tried twice is shown as such. Never elsewhere.
    retry: process.env.CI === undefined ? 0 : 1,
    coverage: {
      provider: 'v8',
      include: [
        'command/**/*.ts',
        'contracts/**/*.ts',
        'env/**/*.ts',
        'helpers/**/*.ts',
        'suites/**/*.ts',
        'reference/**/*.ts',
      ],
      reporter: ['text-summary'],
    },
  },
})
