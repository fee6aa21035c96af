import { BlockList, isIP } from 'node:net'
import { Secret } from '../../../env/secret.ts'
import { isLoopback } from '../../url/is-loopback.ts'
import { deriveHttpUrl } from '../../url/join-url.ts'

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
interface ProxyProblem {
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

/** A variable that is set, and its value. */
interface Named {
  readonly variable: string
  readonly value: string
}

function firstSet(env: Env, names: readonly string[]): Named | undefined {
  for (const variable of names) {
    const value = env[variable]?.trim()
    if (value !== undefined && value !== '') return { variable, value }
  }
  return undefined
}

function parseProxy({ variable, value }: Named): HttpProxy | ProxyProblem {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  const message = 'is not an http(s) URL of a proxy, such as http://proxy.example:3128'
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '')
    return { kind: 'problem', variable, message }
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

/**
 * Whether a URL goes past the proxy: loopback hosts always do; else an entry of `NO_PROXY`, separated
 * by commas or blanks, matches: `*`, `example.org` and `.example.org` (the host and all below it),
 * `*.example.org`, `host:port`, an address, or a range such as `10.0.0.0/8`. There is no standard; this
 * is what curl and Go agree on.
 */
function isBypassed(url: URL, noProxy: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  if (isLoopback(host)) return true
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(entry, host, port))
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return isInRange(host, entry)
  const [name, wantedPort] = splitPort(entry)
  if (wantedPort !== undefined && wantedPort !== port) return false
  if (isIP(name) !== 0) return name === host
  const domain = name.replace(/^\*?\./, '')
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`))
}

/** A bare IPv6 address holds colons and no port. */
function splitPort(entry: string): readonly [name: string, port: string | undefined] {
  if (isIP(entry) !== 0) return [entry, undefined]
  const [, name = entry, port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
  return [name.replace(/^\[|\]$/g, ''), port]
}

function isInRange(host: string, range: string): boolean {
  const [net = '', bits = ''] = range.split('/')
  const family = isIP(host)
  const most = family === 4 ? 32 : 128
  if (family === 0 || isIP(net) !== family || !/^\d{1,3}$/.test(bits) || Number(bits) > most)
    return false
  const list = new BlockList()
  const type = family === 4 ? 'ipv4' : 'ipv6'
  list.addSubnet(net, Number(bits), type)
  return list.check(host, type)
}
