import { defineConfig } from 'vitest/config'
import { LongestFirst } from './longest-first.ts'
import { COMMAND, FULL, isFull, LAB } from './stages.ts'

/** A shared CI machine stalls now and then; what was tried twice is shown as such. Only where whole deployments run, whose services have budgets of 300 ms for one another: elsewhere a second try would hide a race. */
const retryOfProcesses = process.env.CI === undefined ? 0 : 1

/** The project's own tests (`npm run verify`); how the smoke checks themselves run stands in vitest.config.ts. */
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One for each core of a small machine: many files only wait.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: 'v8',
      include: [
        'command/**/*.ts',
        'contracts/**/*.ts',
        'env/**/*.ts',
        'helpers/**/*.ts',
        'reference/**/*.ts',
        'runner/**/*.ts',
        'suites/**/*.ts',
      ],
      reporter: ['text-summary'],
    },
    // In each stage the files share their workers: what a file imports is loaded once, and a run in the lab is
    // quicker when the code of the suites is compiled well.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...LAB, ...COMMAND, ...FULL],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'lab',
          include: [...LAB],
          pool: 'threads',
          isolate: false,
          retry: retryOfProcesses,
        },
      },
      {
        extends: true,
        test: {
          name: 'command',
          include: isFull ? [...COMMAND, ...FULL] : [...COMMAND],
          isolate: false,
          retry: retryOfProcesses,
        },
      },
    ],
  },
})
