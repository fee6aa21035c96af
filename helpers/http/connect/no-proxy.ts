import { BlockList, isIP } from 'node:net'
import { isLoopback } from '../../url/is-loopback.ts'

/**
 * Whether a URL goes past the proxy: loopback hosts always do; else an entry of `NO_PROXY`, separated
 * by commas or blanks, matches: `*`, `example.org` and `.example.org` (the host and all below it),
 * `*.example.org`, `host:port`, an address, or a range such as `10.0.0.0/8`. There is no standard; this
 * is what curl and Go agree on.
 */
export function isBypassed(url: URL, noProxy: string): boolean {
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
