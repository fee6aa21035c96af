import { inject } from 'vitest'
import type { register as Register } from './register.ts'

// The one file the runner is given: one worker imports everything once, bundled, and all suites run at once.
const briefing = inject('briefing')
const { register } = (await import(/* @vite-ignore */ briefing.registerFile)) as { register: typeof Register }
await register(briefing)
