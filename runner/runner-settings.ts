import type { VitestRunner } from '@vitest/runner'

/** How vitest's runner runs the checks: all at once, and without a deadline of its own, since every check has one. */
export const runnerSettings: VitestRunner['config'] = {
  root: '/',
  name: undefined,
  setupFiles: [],
  passWithNoTests: true,
  testNamePattern: undefined,
  allowOnly: false,
  sequence: { concurrent: true, seed: 0, hooks: 'stack', setupFiles: 'list' },
  maxConcurrency: 10_000,
  testTimeout: 0,
  hookTimeout: 0,
  retry: 0,
  includeTaskLocation: false,
  chaiConfig: undefined,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
}
