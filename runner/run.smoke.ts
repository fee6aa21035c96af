import { inject } from 'vitest'

// The one file that the runner is given. What it registers is in the thread already (thread.ts).
await inject('registerSuites')()
