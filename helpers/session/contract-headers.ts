import type { Contract } from '../../contracts/contract.ts'
import { type ExtraHeaders, extraHeaders } from '../../env/extra-headers.ts'
import type { Target } from '../../env/target.ts'
import { fillTemplate, placeholdersOf } from '../promise/template.ts'

/**
 * What every request and handshake to a host of the platform carries: the headers of the contract, those of the services at
 * that host, and EXTRA_HEADERS, each over the one before. Other hosts get none: a header may be a pass. Values may be secrets.
 */
export function contractHeaders(
  contract: Pick<Contract, 'headers' | 'services' | 'sockets'>,
  target: Pick<Target, 'kind' | 'secrets' | 'texts' | 'urls'>,
  runId: string,
): ExtraHeaders {
  const extra = extraHeaders(target)
  const values = (name: string) =>
    name === 'run'
      ? runId
      : name === 'kind'
        ? target.kind
        : (target.secrets[name] ?? target.texts[name] ?? target.urls[name])
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
  return (url) => ({ ...byHost.get(url.host), ...extra(url) })
}
