import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { LayerProof } from './layer-proof.ts'
import { outcomeOf } from './outcome-of.ts'

/** The addresses of a host, and what resolving it proved; an address needs no resolving. */
export async function probeNames(
  host: string,
  timeoutMs: number,
): Promise<{ proofs: readonly Omit<LayerProof, 'ms'>[]; addresses: readonly string[] }> {
  if (isIP(host) !== 0) return { proofs: [], addresses: [host] }
  const found = await outcomeOf(timeoutMs, lookup(host, { all: true }), 'dns')
  if ('got' in found) {
    const addresses = [...new Set(found.got.map(({ address }) => address))]
    return { proofs: [{ layer: 'dns', words: `${host} is ${addresses.join(', ')}` }], addresses }
  }
  const words = `${host}: ${found.reason}`
  return { proofs: [{ layer: 'dns', words, fault: 'dns.unresolved' }], addresses: [] }
}
