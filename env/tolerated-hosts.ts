import { policyFor } from './policy.ts'
import type { Target } from './target.ts'

/** Hosts whose certificate may name another host: a warning, and requests go on. `*` means all hosts. */
export function toleratedHosts({ kind, knownHosts }: Target): readonly string[] {
  const policy = policyFor(kind, { writes: 'refused' })
  if (policy.hostnameMismatch === 'warning') return ['*']
  return policy.knownHostMismatch === 'warning' ? knownHosts : []
}
