import { everyExtraHeader } from '../../env/extra-headers.ts'
import type { Secret } from '../../env/secret.ts'
import type { Target } from '../../env/target.ts'
import { namedProxies } from '../http/connect/proxy.ts'

/** 64 bits as hex, which a key or an id of a session has at least; a shorter value of a header is a setting, as `staging` is. */
const SHORTEST_VALUE = 16

/**
 * Every secret that a run is configured with: those of the environment, each value of EXTRA_HEADERS alone, which a
 * server may echo, and the credentials of proxies.
 */
export function configuredSecrets(
  { secrets }: Pick<Target, 'secrets'>,
  proxyEnv: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  // Of `Bearer KEY` and `name=KEY`, also the key alone.
  const headers = Object.values(everyExtraHeader({ secrets })).flatMap((value) => [
    ...new Set([value, ...value.split(/[\s=]+/)]),
  ])
  const proxies = namedProxies(proxyEnv).flatMap(({ authorization }) =>
    credentialsIn(authorization?.reveal() ?? ''),
  )
  return [
    ...Object.values(secrets).map((secret) => secret.reveal()),
    ...headers.filter(({ length }) => length >= SHORTEST_VALUE),
    ...proxies,
  ]
}

/** A secret, and the variable that stands for it in a command. */
export type NamedSecret = readonly [name: string, secret: Secret]

/** The secrets of the environment with the names of their variables, the longest first: one may be a part of another. */
export function namedSecrets({
  secrets,
}: Pick<Target, 'secrets'>): readonly (readonly [name: string, secret: string])[] {
  return revealed(Object.entries(secrets))
}

/** The same of other secrets. */
export function revealed(
  named: readonly NamedSecret[],
): readonly (readonly [name: string, secret: string])[] {
  return named
    .map(([name, secret]) => [name, secret.reveal()] as const)
    .sort(([, a], [, b]) => b.length - a.length)
}

/** `Basic <base64 of user:password>` (RFC 7617 §2): the whole pair, and the password alone. */
function credentialsIn(authorization: string): readonly string[] {
  const pair = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8')
  return [pair, pair.slice(pair.indexOf(':') + 1)].filter((text) => text !== '')
}
