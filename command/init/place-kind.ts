import { kindOfName } from '../../env/choose-kind.ts'
import { KINDS, type Kind } from '../../env/kind.ts'
import { isLoopback } from '../../helpers/url/is-loopback.ts'

/** Parts of host names that are no production's. */
const STAGING =
  /(?:^|[.-])(?:staging|stage|stg|preview|qa|uat|test|testing|pre|preprod|sandbox)(?:\d*)(?=[.-])/i
const DEVELOPMENT = /(?:^|[.-])(?:dev|develop|development)(?:\d*)(?=[.-])/i

/**
 * The kind of environment that `init` looks at. A host that could be production's is one until `--kind` says
 * otherwise, and production is looked at with a flag alone.
 */
export function kindOfHosts(
  services: readonly { readonly url: string }[],
  given: string | undefined,
  mayLookAtProduction: boolean,
  problems: string[],
): Kind {
  const said = kindOfName(given)
  if (given !== undefined && said === undefined) {
    problems.push(`--kind ${given} is none of ${KINDS.join(', ')}`)
    return 'production'
  }
  const hosts = services.map(({ url }) => new URL(url).hostname)
  const kind = said ?? guessed(hosts)
  if (kind === 'production' && !mayLookAtProduction)
    problems.push(
      given === undefined
        ? `the hosts (${hosts.join(', ')}) could be those of production: say --kind staging or --kind development, or --allow-production`
        : '--kind production needs --allow-production: requests are sent to people’s own system',
    )
  return kind
}

function guessed(hosts: readonly string[]): Kind {
  if (hosts.every(isLoopback)) return 'local'
  if (hosts.every((host) => DEVELOPMENT.test(host) || isLoopback(host))) return 'development'
  return hosts.every((host) => STAGING.test(host)) ? 'staging' : 'production'
}
