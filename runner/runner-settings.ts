import type { InlineConfig } from 'vitest/node'

/**
 * How the smoke checks run: one thread and one file, so that everything is imported once and runs at
 * once; no deadline of the runner's, since every check has its own.
 */
export const runnerSettings = {
  include: ['runner/run.smoke.ts'],
  isolate: false,
  maxWorkers: 1,
  fileParallelism: false,
  sequence: { concurrent: true },
  maxConcurrency: 10_000,
  testTimeout: 0,
  hookTimeout: 0,
  teardownTimeout: 2_000,
  passWithNoTests: true,
} as const satisfies InlineConfig
