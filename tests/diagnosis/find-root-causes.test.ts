import { describe, expect, test } from 'vitest'
import { findRootCauses } from '../../helpers/diagnosis/causes/find-root-causes.ts'
import { CODE_TABLE } from '../../helpers/diagnosis/codes/code-table.ts'
import type { Severity } from '../../helpers/record/finding.ts'
import { blocked, DEPENDENCIES, finding, red, told } from './support/found.ts'

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

  test('an instance that is another app, and the routes that it lacks', () => {
    const lacks = ['route.missing', 'cors.blocked', 'ws.missing'] as const
    const others = lacks.map((code) => red(`trust/backend/${code}`, finding(code, 'backend')))
    const alone = (code: 'route.missing' | 'service.unavailable') =>
      red('health/backend/ready', finding('service.unstable', 'backend', { alone: code }))
    expect(told(alone('route.missing'), ...others)).toHaveLength(1)
    // An instance that is not available has the routes of the others.
    expect(told(alone('service.unavailable'), ...others)).toHaveLength(4)
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

  test.each([
    ['another dependency', 'dependency.down', { subject: 'auth' }, { subject: 'redis' }],
    ['another file', 'frontend.asset-missing', { subject: '/app.js' }, { subject: '/icon.svg' }],
    [
      'another route',
      'service.slow',
      { asked: 'GET https://backend.example.com/health' },
      { asked: 'GET https://backend.example.com/ready' },
    ],
  ] as const)(
    'a warning about %s than the failure of its code is shown',
    (_, code, failed, warned) => {
      expect(
        told(
          red(
            'health/backend/health',
            finding(code, 'backend', { ...failed, severity: 'failure' }),
          ),
          red('health/backend/ready', finding(code, 'backend', { ...warned, severity: 'warning' })),
        ),
      ).toEqual([`${code} (backend)`, `warning ${code} (backend)`])
    },
  )

  test('a warning about two things loses the one that a failure speaks of', () => {
    const down = (subject: string, severity: Severity) =>
      finding('dependency.down', 'backend', { subject, severity })
    const { warnings } = findRootCauses(
      [
        red('health/backend/ready', down('redis', 'failure')),
        red('health/backend/health', down('redis', 'warning'), down('mailer', 'warning')),
      ],
      DEPENDENCIES,
    )
    expect(warnings.map(({ findings }) => findings.map(({ subject }) => subject))).toEqual([
      ['mailer'],
    ])
  })

  test('a failure that a service is gone speaks of every warning of its code', () => {
    const elsewhere = { asked: 'GET https://backend.example.com/chat' }
    expect(
      told(
        red('health/backend/answers', finding('edge.refused', 'backend')),
        red(
          'trust/backend/forged',
          finding('edge.refused', 'backend', { ...elsewhere, severity: 'warning' }),
        ),
      ),
    ).toEqual(['edge.refused (backend)'])
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
