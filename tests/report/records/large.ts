import type { CheckRecord, RequestRecord } from '../../../helpers/record/check-record.ts'
import type { RunRecord } from '../../../helpers/record/run-record.ts'
import { cause } from './cause.ts'
import { check } from './check.ts'
import { finding } from './finding.ts'
import { runRecord } from './run-record.ts'

const SERVICES = ['auth', 'backend', 'frontend', 'billing', 'search']
const CHECKS = 1_000
const REQUESTS_OF_A_CHECK = 3
const DURATION_MS = 60_000

function nth<T>(list: readonly [T, ...T[]], at: number): T {
  return list[at % list.length] ?? list[0]
}

function serviceOf(at: number): string {
  return SERVICES[at % SERVICES.length] ?? 'auth'
}

const STATUSES = ['passed', 'passed', 'passed', 'failed', 'blocked', 'passed', 'warned'] as const

function checkOf(at: number): CheckRecord {
  const status = nth(STATUSES, at)
  const service = serviceOf(at)
  return check(`routes/${service}/route-${at}`, `answers GET /api/things/${at} within its budget`, {
    status,
    position: at,
    startMs: at * 50,
    durationMs: 40 + (at % 700),
    ...(status === 'failed' || status === 'warned' ? { findings: [finding({ service })] } : {}),
    ...(status === 'blocked' ? { blockedBy: [finding({ service })] } : {}),
  })
}

function requestOf(at: number): RequestRecord {
  const number = Math.floor(at / REQUESTS_OF_A_CHECK)
  const service = serviceOf(number)
  return {
    service,
    method: 'GET',
    url: `https://${service}.staging.netrasystems.ai/api/things/${number}?page=${at % REQUESTS_OF_A_CHECK}`,
    check: `routes/${service}/route-${number}`,
    startMs: Math.round((at * (DURATION_MS - 2_000)) / (CHECKS * REQUESTS_OF_A_CHECK)),
    phases: {
      turn: at % 90,
      dns: 2.5,
      tcp: 10.4,
      tls: 22.1,
      firstByte: 30 + (at % 400),
      body: 4.2,
    },
    status: nth([200, 200, 401, 503], at),
    traceId: at.toString(16).padStart(32, '0'),
  }
}

const checks = Array.from({ length: CHECKS }, (_, at) => checkOf(at))

/** A run of a thousand checks and three thousand requests, more than any platform has today. */
export const large: RunRecord = runRecord({
  verdict: 'fail',
  decision: 'rollback',
  exitCode: 1,
  headline: 'staging is broken: 143 routes answer wrongly',
  checks,
  rootCauses: SERVICES.map((service) =>
    cause({
      service,
      fails: checks
        .filter(({ status, part }) => status === 'failed' && part === service)
        .map(({ id }) => id),
      blocks: checks
        .filter(({ status, part }) => status === 'blocked' && part === service)
        .map(({ id }) => id),
    }),
  ),
  requestLog: {
    requests: Array.from({ length: CHECKS * REQUESTS_OF_A_CHECK }, (_, at) => requestOf(at)),
    leftOut: 0,
  },
  run: {
    durationMs: DURATION_MS,
    requests: CHECKS * REQUESTS_OF_A_CHECK,
    targets: SERVICES.map((service) => ({
      service,
      url: `https://${service}.staging.netrasystems.ai`,
      dependsOn: service === 'auth' ? [] : ['auth'],
      budgets: [{ path: '/health', withinMs: 2_000 }],
    })),
  },
})
