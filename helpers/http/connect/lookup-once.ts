import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

/** The system's resolver (getaddrinfo), injected in tests. */
export type Resolver = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

interface Resolved {
  readonly error: NodeJS.ErrnoException | null
  readonly addresses: readonly LookupAddress[]
}

/**
 * A `lookup` for sockets that asks the resolver once for a host at a time, however many connections are
 * opened: each question blocks one of libuv's four threads, and a dead resolver must not hold up files
 * and zlib. Nothing is remembered once it is answered.
 */
export function createLookupOnce(resolver: Resolver = lookup): LookupFunction {
  const underWay = new Map<string, Promise<Resolved>>()

  const resolve = (hostname: string, options: LookupAllOptions): Promise<Resolved> =>
    new Promise((done) => {
      resolver(hostname, options, (error, addresses) => done({ error, addresses: addresses ?? [] }))
    })

  return (hostname, options, callback) => {
    const key = `${hostname} ${options.family ?? 0} ${options.hints ?? 0}`
    const resolved = underWay.get(key) ?? resolve(hostname, { ...options, all: true })
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

function noAddress(hostname: string): NodeJS.ErrnoException {
  const about = { code: 'ENODATA', syscall: 'getaddrinfo', hostname }
  return Object.assign(new Error('no address'), about)
}
