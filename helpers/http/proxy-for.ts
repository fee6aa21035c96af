import { Secret } from '../../env/secret.ts'
import { isBypassed } from './connect/no-proxy.ts'

/** The proxy that stands between us and a URL. */
export interface HttpProxy {
  /** Scheme, host and port, without credentials: fit to be shown. */
  readonly shown: string
  readonly transport: 'plain' | 'tls'
  readonly host: string
  readonly port: number
  /** Value of `Proxy-Authorization`, when the variable holds credentials (RFC 9110 §11.7.2). */
  readonly authorization?: Secret
  /** The variable that named it. */
  readonly variable: string
}

type Env = Readonly<Record<string, string | undefined>>

/**
 * The proxy the standard variables name for a URL, or undefined. Lower-case names win over upper-case
 * ones, `HTTP_PROXY` and `HTTPS_PROXY` over `ALL_PROXY`, as in curl and Go; an empty value counts as
 * unset; loopback hosts are always reached directly (Go's net/http).
 * Throws a TypeError that names the variable, never its value, when it holds no http(s) URL.
 */
export function proxyFor(url: URL, env: Env): HttpProxy | undefined {
  const scheme = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const named = firstSet(env, [scheme, scheme.toUpperCase(), 'all_proxy', 'ALL_PROXY'])
  if (named === undefined) return undefined
  const bypass = firstSet(env, ['no_proxy', 'NO_PROXY'])?.value ?? ''
  return isBypassed(url, bypass) ? undefined : parseProxy(named)
}

function firstSet(
  env: Env,
  names: readonly string[],
): { variable: string; value: string } | undefined {
  for (const variable of names) {
    const value = env[variable]?.trim()
    if (value !== undefined && value !== '') return { variable, value }
  }
  return undefined
}

function parseProxy({ variable, value }: { variable: string; value: string }): HttpProxy {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '')
    throw new TypeError(
      `${variable} is not an http(s) URL of a proxy, such as http://proxy.example:3128`,
    )
  const tls = url.protocol === 'https:'
  const port = Number(url.port || (tls ? 443 : 80))
  return {
    shown: `${url.protocol}//${url.hostname}:${port}`,
    transport: tls ? 'tls' : 'plain',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    variable,
    ...(url.username === '' && url.password === '' ? {} : { authorization: basic(url) }),
  }
}

function basic({ username, password }: URL): Secret {
  const pair = `${decode(username)}:${decode(password)}`
  return new Secret(`Basic ${Buffer.from(pair, 'utf8').toString('base64')}`)
}

/** A stray `%` in a password is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
