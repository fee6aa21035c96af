import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

type Resolved = { error: NodeJS.ErrnoException | null; addresses: readonly LookupAddress[] }

/**
 * The system's resolver, asked once for a host at a time however many connections are opened: a
 * lookup blocks one of libuv's four threads, and a dead resolver must not hold up files and zlib.
 */
export function createLookupOnce(): LookupFunction {
  const underWay = new Map<string, Promise<Resolved>>()
  return (hostname, options, callback) => {
    const key = `${hostname} ${String(options.family ?? 0)} ${options.hints ?? 0}`
    const resolved = underWay.get(key) ?? resolve(hostname, options)
    underWay.set(key, resolved)
    void resolved.then(({ error, addresses }) => {
      underWay.delete(key)
      const [first] = addresses
      if (error !== null || first === undefined) callback(error ?? noAddress(hostname), '')
      else if (options.all === true) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
  }
}

function resolve(hostname: string, options: LookupOptions): Promise<Resolved> {
  return new Promise((done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      done({ error, addresses: addresses ?? [] })
    })
  })
}

function noAddress(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error('no address'), {
    code: 'ENODATA',
    syscall: 'getaddrinfo',
    hostname,
  })
}
