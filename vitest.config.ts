import { defineConfig } from 'vitest/config'
import { runnerSettings } from './runner/runner-settings.ts'

/** How the smoke checks run (`npm test`); the project's own tests have tests/vitest.config.ts. */
export default defineConfig({ test: { ...runnerSettings, include: [...runnerSettings.include] } })
