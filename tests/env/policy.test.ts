import { describe, expect, it } from 'vitest'
import { policyFor } from '../../env/policy.ts'
import { whyUnused } from '../../env/settle-variable.ts'

const kinds = ['local', 'development', 'staging', 'production'] as const
const refused = { writes: 'refused' } as const

describe('policyFor', () => {
  it('is the table "What runs where" of README.md', () => {
    expect(kinds.map((kind) => policyFor(kind, refused))).toEqual([
      {
        kind: 'local',
        impersonation: 'allowed',
        testHeaders: 'where-about-them',
        writes: 'allowed',
        hostnameMismatch: 'warning',
        knownHostMismatch: 'warning',
        loopbackUrl: 'allowed',
        insecureUrl: 'allowed',
        bypassSeverity: 'warning',
        forgedUnderBypass: 'ws.bypass',
      },
      {
        kind: 'development',
        impersonation: 'allowed',
        testHeaders: 'where-about-them',
        writes: 'allowed',
        hostnameMismatch: 'warning',
        knownHostMismatch: 'warning',
        loopbackUrl: 'allowed',
        insecureUrl: 'allowed',
        bypassSeverity: 'warning',
        forgedUnderBypass: 'ws.bypass',
      },
      {
        kind: 'staging',
        impersonation: 'allowed',
        testHeaders: 'where-about-them',
        writes: 'allowed',
        hostnameMismatch: 'failure',
        knownHostMismatch: 'warning',
        loopbackUrl: 'refused',
        insecureUrl: 'warning',
        bypassSeverity: 'warning',
        forgedUnderBypass: 'ws.accepts-forged',
      },
      {
        kind: 'production',
        impersonation: 'never',
        testHeaders: 'inert-proof-only',
        writes: 'refused',
        hostnameMismatch: 'failure',
        knownHostMismatch: 'failure',
        loopbackUrl: 'refused',
        insecureUrl: 'failure',
        bypassSeverity: 'failure',
        forgedUnderBypass: 'ws.accepts-forged',
      },
    ])
  })

  it('lets production be written to only when asked, and changes nothing else by it', () => {
    for (const kind of kinds) {
      expect(policyFor(kind, { writes: 'allowed' })).toEqual({
        ...policyFor(kind, refused),
        writes: 'allowed',
      })
    }
  })
})

describe('whyUnused', () => {
  it.each(['impersonation-key', 'simulation-key'] as const)(
    'keeps a %s out of production only',
    (role) => {
      expect(
        kinds.filter((kind) => whyUnused(role, policyFor(kind, refused)) !== undefined),
      ).toEqual(['production'])
    },
  )

  it('uses a variable without a role everywhere', () => {
    expect(kinds.map((kind) => whyUnused(undefined, policyFor(kind, refused)))).toEqual(
      kinds.map(() => undefined),
    )
  })
})
