import type { CheckRecord } from '../../../helpers/record/check-record.ts'
import type { RunRecord } from '../../../helpers/record/run-record.ts'
import { cause } from './cause.ts'
import { check } from './check.ts'
import { finding } from './finding.ts'
import { runRecord } from './run-record.ts'

const GREEN: readonly CheckRecord[] = [
  check('health/auth/answers', 'answers GET /health and says healthy'),
  check('health/backend/answers', 'answers GET /health and says healthy', { durationMs: 431 }),
  check('health/frontend/answers', 'answers GET / with a page'),
  check('tokens/auth/issues', 'issues a user token'),
  check('tokens/auth/claims', 'puts the promised claims into the token'),
]

const BLOCKED: readonly CheckRecord[] = [
  check('golden-path/agents/discovered', 'are listed at GET /api/agents'),
  check('golden-path/message/answered', 'is answered within 30 s'),
  check('golden-path/message/events', 'brings the five agent events in order'),
  check('golden-path/second-user/no-events', 'hears none of the events'),
  check('golden-path/second-user/no-threads', 'sees none of the threads'),
  check('golden-path/thread/created', 'is created by POST /api/threads'),
  check('golden-path/thread/listed', 'is listed'),
  check('golden-path/thread/removed', 'is removed again'),
  check('websocket/backend/accepts', 'accepts the token and selects a subprotocol'),
  check('websocket/backend/identity', 'names the same user as the token'),
  check('websocket/backend/ping', 'answers a ping'),
  check('websocket/backend/welcome', 'sends a welcome'),
].map((one) => ({ ...one, status: 'blocked', durationMs: 0, blockedBy: [finding()] }))

const expiring = finding({
  code: 'tls.expiring-soon',
  service: 'frontend',
  severity: 'warning',
  promise: 'the certificate of frontend is valid for 14 days more',
  asked: 'TLS app.staging.netrasystems.ai:443',
  expected: 'at least 14 days',
  got: '9 days, until 2026-03-11T08:00:00Z',
  evidence: [],
})

const WARNED = check(
  'health/frontend/certificate',
  'has a certificate that is not about to expire',
  {
    status: 'warned',
    findings: [expiring],
  },
)

const WARNING = cause({
  code: 'tls.expiring-soon',
  service: 'frontend',
  summary: 'the certificate of frontend expires in 9 days',
  evidence: [],
  causes: [],
  nextSteps: ['See why it was not renewed: `gcloud certificate-manager certificates list`.'],
  fails: [],
  findings: [expiring],
})

const SKIPPED = check('tokens/auth/refuses-expired', 'refuses an expired token with 401', {
  status: 'skipped',
  durationMs: 0,
  reason: 'JWT_SECRET_KEY is not set: an expired token cannot be signed',
})

const FAILED = check(
  'trust/backend/accepts-good-token',
  'accepts the good token at GET /api/threads',
  {
    status: 'failed',
    durationMs: 812,
    findings: [finding()],
  },
)

export const green: RunRecord = runRecord({ checks: GREEN })

export const warned: RunRecord = runRecord({
  verdict: 'warn',
  headline: 'staging works, with 1 warning: 6 promises kept in 4.2 s',
  warnings: [WARNING],
  checks: [...GREEN, WARNED, SKIPPED],
})

/** One root cause that fails one check and blocks twelve. */
export const red: RunRecord = runRecord({
  verdict: 'fail',
  decision: 'rollback',
  exitCode: 1,
  headline:
    'staging is broken: trust.token-rejected (backend): backend refuses tokens that their issuer calls valid',
  rootCauses: [
    cause({
      blocks: BLOCKED.map(({ id }) => id),
      explains: ['ws.refused (backend): the socket opens with the good token (4 checks)'],
    }),
  ],
  warnings: [WARNING],
  checks: [...BLOCKED, FAILED, SKIPPED, WARNED, ...GREEN],
  notes: ['the thread smoke-2603021405-9c41f2 could not be removed: DELETE answered 500'],
  run: {
    waited: [
      {
        service: 'backend',
        waitedMs: 18_400,
        ready: true,
        history: ['503 starting (12 times, 0.0 to 18.1 s)', '200 (3 times, 18.2 to 18.4 s)'],
      },
    ],
  },
})

/** The suite itself could not judge. */
export const error: RunRecord = runRecord({
  verdict: 'fail',
  decision: 'hold',
  exitCode: 1,
  headline: 'staging could not be judged: 1 of 6 checks failed themselves',
  checks: [
    ...GREEN,
    check('websocket/backend/ping', 'answers a ping', {
      status: 'error',
      reason: 'our own event loop stood still for 4.1 s: the deadline passed because of us',
    }),
  ],
})

/** Everything waits for one service that does not answer: no check fails, all are blocked. */
export const blocked: RunRecord = runRecord({
  verdict: 'fail',
  decision: 'rollback',
  exitCode: 1,
  headline: 'staging is broken: tcp.refused (backend): nothing listens at backend',
  rootCauses: [
    cause({
      code: 'tcp.refused',
      summary: 'nothing listens at backend',
      fails: [],
      blocks: BLOCKED.map(({ id }) => id),
    }),
  ],
  checks: BLOCKED,
})

/** Ctrl-C: checks that had ended are reported, the rest was never asked. */
export const interrupted: RunRecord = runRecord({
  verdict: 'fail',
  decision: 'hold',
  exitCode: 130,
  headline: 'staging was not checked to the end: interrupted after 1.3 s',
  run: { durationMs: 1312 },
  checks: [
    ...GREEN.slice(0, 2),
    check('golden-path/message/answered', 'is answered within 30 s', {
      status: 'skipped',
      reason: 'the run was interrupted',
    }),
  ],
})
