import type { Contract } from '../../contracts/contract.ts'
import { clientCertificate } from '../../env/client-certificate.ts'
import { everyExtraHeader } from '../../env/extra-headers.ts'
import { toleratedHosts } from '../../env/policy.ts'
import type { Target } from '../../env/target.ts'
import type { RouteOptions } from '../http/connect/route.ts'
import { fillKnown, fillTemplate, placeholdersOf, type Values } from '../promise/template.ts'

/** Parts whose placeholders are filled as a request or a message leaves: secrets and values of other answers stand there. */
const FILLED_LATER: ReadonlySet<string> = new Set(['request', 'undo', 'offers', 'path', 'headers'])

/** Parts that no template stands in: texts for readers, and names. */
const NO_TEMPLATES: ReadonlySet<string> = new Set([
  'variables',
  'serverWords',
  'oneOf',
  'title',
  'leftOut',
  'deployedAs',
])

/**
 * The contract of one run: in what is expected and in the messages of sockets, every `{NAME}` of a variable that is no
 * secret, `{kind}` and `{run}` are filled. Names that only a step, a token or a user fills stay.
 */
export function resolveContract(
  contract: Contract,
  { urls, texts, asGiven = {}, kind }: Target,
  runId: string,
): Contract {
  const known: Readonly<Record<string, string>> = {
    ...texts,
    ...urls,
    ...asGiven,
    kind,
    run: runId,
  }
  return fill(contract, known)
}

function fill<Part>(part: Part, known: Readonly<Record<string, string>>): Part
function fill(part: unknown, known: Readonly<Record<string, string>>): unknown {
  if (typeof part === 'string') return fillKnown(part, known)
  if (Array.isArray(part)) return part.map((item) => fill(item, known))
  if (part === null || typeof part !== 'object') return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) =>
      FILLED_LATER.has(key) || NO_TEMPLATES.has(key)
        ? [key, value]
        : [fillKnown(key, known), fill(value, known)],
    ),
  )
}

/** What fills the placeholders of every template in a run: `{run}`, `{kind}`, and the variables of the environment. */
export function runValues(
  { kind, secrets, texts, urls }: Pick<Target, 'kind' | 'secrets' | 'texts' | 'urls'>,
  runId: string,
): Values {
  return (name) => {
    if (name === 'run') return runId
    return name === 'kind' ? kind : (secrets[name] ?? texts[name] ?? urls[name])
  }
}

/** Headers by the host that gets them, with its port. */
export type HostHeaders = ReadonlyMap<string, Readonly<Record<string, string>>>

/**
 * What every request and handshake to a host of the platform carries: the headers of the contract, those of the services at
 * that host, and EXTRA_HEADERS, each over the one before. Other hosts get none: a header may be a pass. Values may be secrets.
 */
export function contractHeaders(
  contract: Pick<Contract, 'headers' | 'services' | 'sockets'>,
  target: Pick<Target, 'kind' | 'secrets' | 'texts' | 'urls'>,
  runId: string,
): HostHeaders {
  const values = runValues(target, runId)
  const filled = (headers: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => {
        // Of an unset variable a run is refused; `--list` sends nothing, and needs none.
        const isSet = placeholdersOf(value).every((one) => values(one) !== undefined)
        return isSet ? [[name.toLowerCase(), fillTemplate(value, values)]] : []
      }),
    )
  const ofService = new Map(contract.services.map(({ name, headers }) => [name, headers]))
  const addressed = [
    ...contract.services.map(({ name, urlVariable }) => ({ service: name, urlVariable })),
    ...contract.sockets.map(({ service, urlVariable }) => ({ service, urlVariable })),
  ]
  const byHost = new Map<string, Readonly<Record<string, string>>>()
  for (const { service, urlVariable } of addressed) {
    const url = urlVariable === undefined ? undefined : target.urls[urlVariable]
    if (url === undefined) continue
    const { host } = new URL(url)
    byHost.set(host, {
      ...filled(contract.headers),
      ...byHost.get(host),
      ...filled(ofService.get(service)),
    })
  }
  const extra = everyExtraHeader(target)
  for (const { host } of Object.values(target.urls).map((url) => new URL(url)))
    byHost.set(host, { ...byHost.get(host), ...extra })
  return byHost
}

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
