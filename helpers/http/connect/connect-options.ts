import { clientCertificate } from '../../../env/client-certificate.ts'
import { toleratedHosts } from '../../../env/policy.ts'
import type { Target } from '../../../env/target.ts'
import type { RouteOptions } from './route.ts'

/** How every connection to a target is opened: whose certificate may name another host, what is trusted, what is shown. */
export function connectOptions(
  target: Target,
  {
    processEnv,
    extraCa,
  }: Pick<RouteOptions, 'processEnv'> & { readonly extraCa?: string | undefined },
): RouteOptions {
  const client = clientCertificate(target)
  return {
    knownHosts: toleratedHosts(target),
    processEnv,
    ...(extraCa !== undefined && { extraCa }),
    ...(client && { client }),
  }
}
