import { defineConfig } from 'vitest/config'

/** The empty run that the suite is compared with: the runner as it comes, one file, one test. */
export default defineConfig({
  test: { root: new URL('.', import.meta.url).pathname, include: ['empty.bench.ts'] },
})
