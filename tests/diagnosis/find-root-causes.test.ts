import { describe, expect, test } from 'vitest'
import { findRootCauses } from '../../helpers/diagnosis/causes/find-root-causes.ts'
import { CODE_TABLE } from '../../helpers/diagnosis/codes/code-table.ts'
import { findingOf } from '../../helpers/diagnosis/judges/finding-of.ts'
import type { Code } from '../../helpers/record/code.ts'
import type { Finding, Severity } from '../../helpers/record/finding.ts'
import type { CheckRecord } from '../../helpers/record/run-record.ts'
import { check } from '../report/records/check.ts'
import { netra as contract } from '../support/contracts.ts'

const DEPENDENCIES = Object.fromEntries(
  contract.services.map(({ name, dependsOn }) => [name, dependsOn]),
)

function finding(code: Code, service: string, more: Partial<Finding> = {}): Finding {
  const words = { promise: `${service} keeps its promise`, expected: '200', got: 'nothing' }
  return { ...findingOf(code, service, `GET https://${service}.example.com/`, words), ...more }
}

/** A check of that id that came to these findings. */
function red(id: string, ...findings: readonly Finding[]): CheckRecord {
  return check(id, 'keeps its promise', { status: 'failed', findings })
}

/** A check of that id that these findings stopped. */
function blocked(id: string, ...blockedBy: readonly Finding[]): CheckRecord {
  return check(id, 'keeps its promise', { status: 'blocked', blockedBy })
}

/** The outcome in words: each root with what it explains, then the warnings. */
function told(...checks: readonly CheckRecord[]): readonly string[] {
  const { rootCauses, warnings } = findRootCauses(checks, DEPENDENCIES)
  return [
    ...rootCauses.map(({ code, service, explains }) =>
      [`${code} (${service})`, ...explains.map((other) => `${other.code} (${other.service})`)].join(
        ' > ',
      ),
    ),
    ...warnings.map(({ code, service }) => `warning ${code} (${service})`),
  ]
}

describe('one cause explains others', () => {
  test('a service that is gone, and all that depend on it', () => {
    expect(
      told(
        red('health/auth/answers', finding('tcp.refused', 'auth')),
        red('health/backend/ready', finding('service.unhealthy', 'backend')),
        red('trust/backend/accepts', finding('trust.auth-unreachable', 'backend')),
        red('health/frontend/health', finding('dependency.down', 'frontend', { subject: 'auth' })),
      ),
    ).toEqual([
      'tcp.refused (auth) > service.unhealthy (backend) > dependency.down (frontend) > trust.auth-unreachable (backend)',
    ])
  })

  test('a refresh that fails, and what the same route says to garbage, not what another says', () => {
    const refresh = red('tokens/auth/refresh', finding('token.refresh', 'auth'))
    const garbage = red('tokens/auth/garbage-refresh', finding('route.shape', 'auth'))
    const me = { asked: 'GET https://auth.example.com/auth/me' }
    const identity = red('golden-path/chat/identity', finding('route.shape', 'auth', me))
    expect(told(refresh, garbage)).toEqual(['token.refresh (auth) > route.shape (auth)'])
    expect(told(refresh, identity)).toEqual(['token.refresh (auth)', 'route.shape (auth)'])
  })

  test('refused trust, the refused socket and the agent nobody reached', () => {
    expect(
      told(
        red('trust/backend/accepts', finding('trust.secret-mismatch', 'backend')),
        red('trust/backend/control', finding('trust.token-rejected', 'backend')),
        red('websocket/chat/opens', finding('ws.refused', 'backend')),
        red('golden-path/chat/agents', finding('route.forbidden', 'backend')),
      ),
    ).toEqual([
      'trust.secret-mismatch (backend) > trust.token-rejected (backend) > route.forbidden (backend) > ws.refused (backend)',
    ])
  })

  test('a cause at the end of a chain, through what lies between', () => {
    expect(
      told(
        red('health/auth/health', finding('dependency.down', 'auth', { subject: 'database' })),
        red('trust/backend/accepts', finding('trust.token-rejected', 'backend')),
        red('websocket/chat/opens', finding('ws.refused', 'backend')),
      ),
    ).toEqual(['dependency.down (auth) > trust.token-rejected (backend) > ws.refused (backend)'])
  })

  test('a service that comes and goes, and every connection that failed meanwhile', () => {
    expect(
      told(
        red('health/backend/ready', finding('service.unstable', 'backend')),
        red('golden-path/chat/agents', finding('tcp.refused', 'backend')),
        red('websocket/chat/ping', finding('ws.closed', 'backend')),
      ),
    ).toEqual(['service.unstable (backend) > tcp.refused (backend) > ws.closed (backend)'])
  })

  test('a warning that a failure explains', () => {
    expect(
      told(
        red('health/backend/answers', finding('tcp.refused', 'backend')),
        red('health/backend/quick', finding('service.slow', 'backend')),
        red('health/auth/quick', finding('service.slow', 'auth')),
      ),
    ).toEqual(['tcp.refused (backend) > service.slow (backend)', 'warning service.slow (auth)'])
  })

  test('a warning of what is a failure elsewhere is told once, as the failure', () => {
    const warning: Severity = 'warning'
    expect(
      told(
        red('websocket/chat/bypass', finding('ws.bypass', 'backend', { severity: 'failure' })),
        red('websocket/chat/no-token', finding('ws.bypass', 'backend', { severity: warning })),
      ),
    ).toEqual(['ws.bypass (backend)'])
  })
})

describe('independent causes stay apart', () => {
  test('two services that are gone', () => {
    expect(
      told(
        red('health/auth/answers', finding('tcp.refused', 'auth')),
        red('health/backend/answers', finding('tls.expired', 'backend')),
      ),
    ).toEqual(['tcp.refused (auth)', 'tls.expired (backend)'])
  })

  test('a stale revision and an open door', () => {
    expect(
      told(
        red('trust/backend/no-credentials', finding('auth.open', 'backend')),
        red('health/backend/revision', finding('revision.stale', 'backend')),
      ),
    ).toEqual(['revision.stale (backend)', 'auth.open (backend)'])
  })

  test('a dependency of its own, although a service it depends on is gone', () => {
    expect(
      told(
        red('health/auth/answers', finding('tcp.refused', 'auth')),
        red('health/backend/ready', finding('dependency.down', 'backend', { subject: 'redis' })),
      ),
    ).toEqual(['tcp.refused (auth)', 'dependency.down (backend)'])
  })
})

describe('blocked checks', () => {
  const gone = finding('tcp.refused', 'backend')

  test('are listed under what stopped them, sorted', () => {
    const { rootCauses } = findRootCauses(
      [
        blocked('websocket/chat/opens', gone),
        red('health/backend/answers', gone),
        blocked('golden-path/chat/thread-created', gone),
      ],
      DEPENDENCIES,
    )
    expect(rootCauses).toMatchObject([
      {
        code: 'tcp.refused',
        findings: [gone],
        fails: ['health/backend/answers'],
        blocks: ['golden-path/chat/thread-created', 'websocket/chat/opens'],
      },
    ])
  })

  test('name a cause although no check of its own was red: the suite was not asked for', () => {
    expect(told(blocked('golden-path/chat/identity', gone))).toEqual(['tcp.refused (backend)'])
  })

  test('of an explained cause stand under its root', () => {
    const { rootCauses } = findRootCauses(
      [
        red('trust/backend/accepts', finding('trust.token-rejected', 'backend')),
        blocked('websocket/chat/ping', finding('ws.refused', 'backend')),
      ],
      DEPENDENCIES,
    )
    expect(rootCauses.map(({ blocks }) => blocks)).toEqual([['websocket/chat/ping']])
  })
})

test('several findings of one code are one cause, each told once', () => {
  const route = (subject: string) =>
    finding('route.missing', 'backend', { subject, asked: `GET https://x/${subject}` })
  const { rootCauses } = findRootCauses(
    [red('b', route('agents')), red('a', route('threads')), blocked('c', route('agents'))],
    DEPENDENCIES,
  )
  expect(rootCauses).toHaveLength(1)
  expect(rootCauses[0]?.findings.map(({ subject }) => subject)).toEqual(['threads', 'agents'])
})

test('nothing found is nothing told', () => {
  expect(told(red('a'), blocked('b'))).toEqual([])
})

test('root causes stand deepest layer first, then by service', () => {
  expect(
    told(
      red('a', finding('frontend.blank', 'frontend')),
      red('b', finding('revision.stale', 'backend')),
      red('c', finding('revision.stale', 'auth')),
      red('d', finding('dns.unresolved', 'config')),
    ),
  ).toEqual([
    'dns.unresolved (config)',
    'revision.stale (auth)',
    'revision.stale (backend)',
    'frontend.blank (frontend)',
  ])
})

test('the table says what severity a code has when nobody overrules it', () => {
  expect(finding('service.slow', 'auth').severity).toBe(CODE_TABLE['service.slow'].severity)
})
