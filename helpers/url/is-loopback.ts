/** 127.0.0.0/8 and the unspecified address, as IPv4 and as URL writes the IPv4-mapped IPv6 form. */
const LOOPBACK_V4 = /^(?:127(?:\.\d{1,3}){3}|0\.0\.0\.0)$/
const LOOPBACK_V6 = /^\[(?:::1?|::ffff:(?:7f[0-9a-f]{2}:[0-9a-f]{1,4}|0:0))\]$/

/**
 * Whether a host, with or without brackets, means this very machine, judged by its name alone: a
 * public name that resolves to 127.0.0.1 is none.
 */
export function isLoopback(host: string): boolean {
  const name = host.trim().toLowerCase().replace(/\.$/, '')
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  const written = name.includes(':') && !name.startsWith('[') ? `[${name}]` : name
  if (!URL.canParse(`http://${written}/`)) return false
  const { hostname } = new URL(`http://${written}/`)
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    LOOPBACK_V4.test(hostname) ||
    LOOPBACK_V6.test(hostname)
  )
}
