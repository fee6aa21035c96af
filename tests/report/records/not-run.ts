import { problemCauses } from '../../../command/verdict/problem-causes.ts'
import type { RunRecord } from '../../../helpers/record/run-record.ts'
import { runRecord } from './run-record.ts'

/** Exit 2: three problems with the configuration, and nothing was sent. */
export const notRun: RunRecord = runRecord({
  verdict: 'fail',
  decision: 'hold',
  exitCode: 2,
  headline:
    'staging could not be checked: 3 problems, first config.placeholder (config): BACKEND_URL and SERVICE_SECRET are still placeholders',
  run: {
    kind: undefined,
    platform: undefined,
    targets: [],
    revisions: {},
    durationMs: 3,
    requests: 0,
  },
  rootCauses: problemCauses(
    [
      {
        code: 'config.placeholder',
        variable: 'BACKEND_URL',
        message: 'is still a placeholder (REPLACE_ME)',
        example: 'https://api.example.com',
        from: 'env/staging.env',
      },
      {
        code: 'config.placeholder',
        variable: 'SERVICE_SECRET',
        message: 'is still a placeholder (changeme)',
        example: 'slow-river-19-amber-field-52',
        from: 'process environment',
      },
      {
        code: 'config.invalid',
        variable: 'REQUEST_TIMEOUT_MS',
        message: 'must be a whole number of milliseconds from 100 to 120000; got "quick"',
        example: '15000',
        from: 'env/staging.env',
      },
    ],
    'staging',
  ),
})
