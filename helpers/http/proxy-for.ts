import { Secret } from '../../env/secret.ts'
import { deriveHttpUrl } from '../url/websocket-url.ts'
import { isBypassed } from './connect/no-proxy.ts'

/** The proxy that stands between us and a URL. */
export interface HttpProxy {
  readonly kind: 'proxy'
  /** Scheme, host and port, without credentials: fit to be shown. */
  readonly shown: string
  readonly transport: 'plain' | 'tls'
  readonly host: string
  readonly port: number
  /** Value of `Proxy-Authorization`, if the variable holds credentials (RFC 9110 §11.7.2). */
  readonly authorization?: Secret
  /** The variable that named it. */
  readonly variable: string
}

/** Why a variable names no proxy; never quotes its value. */
export interface ProxyProblem {
  readonly kind: 'problem'
  readonly variable: string
  /** The rest of a sentence that begins with the variable's name. */
  readonly message: string
}

type Env = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the standard variables name for an http(s) or ws(s) URL; undefined if there is none. Lower-case
 * names win over upper-case ones, `HTTP_PROXY` and `HTTPS_PROXY` over `ALL_PROXY`, as in curl and Go; an empty value
 * counts as unset; loopback hosts are always reached directly (Go's net/http).
 */
export function proxyFor(asked: URL, env: Env): HttpProxy | ProxyProblem | undefined {
  const url = new URL(deriveHttpUrl(asked.href))
  const scheme = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const named = firstSet(env, [scheme, scheme.toUpperCase(), 'all_proxy', 'ALL_PROXY'])
  if (named === undefined) return undefined
  const bypass = firstSet(env, ['no_proxy', 'NO_PROXY'])?.value ?? ''
  return isBypassed(url, bypass) ? undefined : parseProxy(named)
}

/** Every proxy that a standard variable names, used or not. */
export function namedProxies(env: Env): readonly HttpProxy[] {
  return Object.entries(env).flatMap(([variable, value = '']) => {
    const isNamed = /^(?:https?|all)_proxy$/i.test(variable) && value.trim() !== ''
    const proxy = isNamed ? parseProxy({ variable, value: value.trim() }) : undefined
    return proxy?.kind === 'proxy' ? [proxy] : []
  })
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

function parseProxy({
  variable,
  value,
}: {
  variable: string
  value: string
}): HttpProxy | ProxyProblem {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '')
    return {
      kind: 'problem',
      variable,
      message: 'is not an http(s) URL of a proxy, such as http://proxy.example:3128',
    }
  const tls = url.protocol === 'https:'
  const port = Number(url.port || (tls ? 443 : 80))
  return {
    kind: 'proxy',
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
