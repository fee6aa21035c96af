import type { Kind } from './kind.ts'
import type { Target } from './target.ts'

/** What a run may do in one kind of environment, and how severe its findings are there. */
export interface Policy {
  readonly kind: Kind
  /** Whether a key that signs in as any user may be sent at all. */
  readonly impersonation: 'allowed' | 'never'
  /** `where-about-them`: only in checks about test headers, never in those of authentication. `inert-proof-only`: only to prove that they change nothing. */
  readonly testHeaders: 'where-about-them' | 'inert-proof-only'
  /** Checks that create something in the deployment. */
  readonly writes: 'allowed' | 'refused'
  /** A certificate that names another host. */
  readonly hostnameMismatch: 'warning' | 'failure'
  /** The same for a host that KNOWN_HOSTS lists. */
  readonly knownHostMismatch: 'warning' | 'failure'
  /** URLs of this machine. */
  readonly loopbackUrl: 'allowed' | 'refused'
  /** Plain http and ws. */
  readonly insecureUrl: 'allowed' | 'warning' | 'failure'
  /** A server that skips authentication. */
  readonly bypassSeverity: 'warning' | 'failure'
  /** The code for a forged token that is accepted with test headers. */
  readonly forgedUnderBypass: 'ws.bypass' | 'ws.accepts-forged'
}

type Rule = Omit<Policy, 'kind' | 'writes'> & { readonly writes: Policy['writes'] | 'when-asked' }

const OWN_MACHINE: Rule = {
  impersonation: 'allowed',
  testHeaders: 'where-about-them',
  writes: 'allowed',
  hostnameMismatch: 'warning',
  knownHostMismatch: 'warning',
  loopbackUrl: 'allowed',
  insecureUrl: 'allowed',
  bypassSeverity: 'warning',
  forgedUnderBypass: 'ws.bypass',
}

/** The only place that knows what differs between the kinds of environment. */
const RULES: Readonly<Record<Kind, Rule>> = {
  local: OWN_MACHINE,
  development: OWN_MACHINE,
  staging: {
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
  production: {
    impersonation: 'never',
    testHeaders: 'inert-proof-only',
    writes: 'when-asked',
    hostnameMismatch: 'failure',
    knownHostMismatch: 'failure',
    loopbackUrl: 'refused',
    insecureUrl: 'failure',
    bypassSeverity: 'failure',
    forgedUnderBypass: 'ws.accepts-forged',
  },
}

/** The policy of a kind of environment; `writes` says whether `--allow-writes` was given, which only production needs. */
export function policyFor(
  kind: Kind,
  { writes: asked }: { readonly writes: Policy['writes'] },
): Policy {
  const { writes, ...rest } = RULES[kind]
  return { kind, ...rest, writes: writes === 'when-asked' ? asked : writes }
}

/** Hosts whose certificate may name another host: a warning, and requests go on. `*` means all hosts. */
export function toleratedHosts({ kind, knownHosts }: Target): readonly string[] {
  const policy = policyFor(kind, { writes: 'refused' })
  if (policy.hostnameMismatch === 'warning') return ['*']
  return policy.knownHostMismatch === 'warning' ? knownHosts : []
}
