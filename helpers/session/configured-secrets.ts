import type { Target } from '../../env/target.ts'
import { namedProxies } from '../http/proxy-for.ts'

/** Every secret that a run is configured with: those of the environment, and the credentials of proxies. */
export function configuredSecrets(
  { secrets }: Pick<Target, 'secrets'>,
  proxyEnv: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const proxies = namedProxies(proxyEnv).flatMap(({ authorization }) =>
    credentialsIn(authorization?.reveal() ?? ''),
  )
  return [...Object.values(secrets).map((secret) => secret.reveal()), ...proxies]
}

/** `Basic <base64 of user:password>` (RFC 7617 §2): the whole pair, and the password alone. */
function credentialsIn(authorization: string): readonly string[] {
  const pair = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8')
  return [pair, pair.slice(pair.indexOf(':') + 1)].filter((text) => text !== '')
}
