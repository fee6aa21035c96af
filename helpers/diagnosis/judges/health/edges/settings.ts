import { PROXY_LINES } from './proxy-lines.ts'
import type { ProxySettings, SettingPurpose } from './row.ts'

/** The headers of an answer, by lower-case names. */
type Headers = Readonly<Record<string, string>>

/** For proxies that leave no mark: each with its line. */
const UNMARKED: Readonly<Partial<Record<SettingPurpose, string>>> = {
  credential:
    'Look in each proxy on the way for a rule that removes it: HAProxy `http-request del-header Authorization`, Traefik `customRequestHeaders` and `removeHeader`, http-proxy `proxyReq.removeHeader`, an API gateway or a mesh that checks the token itself and keeps it.',
  idle: 'Find the idle limit of every server on the way, and raise it, or let the app send a ping more often: nginx `proxy_read_timeout` 60 s, AWS load balancer 60 s, Azure 4 min, Google `timeoutSec` 30 s, HAProxy `timeout tunnel`.',
  upgrade:
    'Which proxy drops Upgrade: nginx needs `proxy_set_header Upgrade $http_upgrade`, Apache `upgrade=websocket`, Envoy `upgrade_configs`, lighttpd `"upgrade" => "enable"`, http-proxy `server.on("upgrade", proxy.ws)`; HAProxy, Traefik and Caddy pass it on unless a rule removes it.',
}

/** The proxy that left its mark on an answer; undefined where none shows. */
export function proxyOf(headers: Headers): string | undefined {
  return rowOf(headers)?.proxy
}

/**
 * The line of configuration of the proxy that shows in an answer, with its source; `[]` where none is known.
 * @param edge its name, where the answer is its own.
 */
export function settingFor(
  headers: Headers,
  setting: SettingPurpose,
  edge?: string,
): readonly string[] {
  const row = PROXY_LINES.find(({ proxy }) => edge?.startsWith(proxy) === true) ?? rowOf(headers)
  const line = row?.lines[setting] ?? UNMARKED[setting]
  if (line === undefined) return []
  return [row?.lines[setting] === undefined ? line : `${row.proxy}: ${line} (${row.source}).`]
}

function rowOf(headers: Headers): ProxySettings | undefined {
  return PROXY_LINES.find(({ marks }) =>
    Object.entries(marks).some(([name, mark]) => mark.test(headers[name] ?? '')),
  )
}
