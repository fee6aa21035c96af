import { inject } from 'vitest'

// The one file that vitest is given; the suites are in the worker already (worker.ts).
inject('registerChecks')()
