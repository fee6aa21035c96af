import type { RunInfo, RunRecord } from '../../../helpers/record/run-record.ts'

type Over = Partial<Omit<RunRecord, 'run'>> & { readonly run?: Partial<RunInfo> }

/** A green run of no checks, with whatever is said otherwise. */
export function runRecord({ run, ...over }: Over = {}): RunRecord {
  return {
    run: {
      id: '2603021405-9c41f2',
      startedAt: '2026-03-02T14:05:00.000Z',
      durationMs: 4213,
      environment: 'staging',
      kind: 'staging',
      platform: 'netra',
      targets: [
        { service: 'auth', url: 'https://auth.staging.netrasystems.ai' },
        { service: 'backend', url: 'https://api.staging.netrasystems.ai' },
        { service: 'frontend', url: 'https://app.staging.netrasystems.ai' },
      ],
      revisions: { auth: 'auth-00042-kix', backend: 'backend-00107-qow' },
      waited: [],
      requests: 117,
      host: 'runner-7',
      version: '0.1.0',
      ...run,
    },
    verdict: 'pass',
    decision: 'promote',
    exitCode: 0,
    headline: 'staging works: 8 promises kept in 4.2 s',
    rootCauses: [],
    warnings: [],
    checks: [],
    notes: [],
    requestLog: { requests: [], leftOut: 0 },
    ...over,
  }
}
