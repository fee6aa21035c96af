import { generate } from 'selfsigned'

export interface KeyPair {
  readonly key: string
  readonly cert: string
}

const DAY_MS = 86_400_000

/** An authority of the test's own, for `NODE_EXTRA_CA_CERTS`. */
export function makeAuthority(): Promise<KeyPair> {
  return make('Smoke Test Authority', {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  })
}

/** A certificate for one name, valid for so many days from ten days ago; signed by itself without an authority. */
export function makeCertificate(
  name: string,
  { days = 30, authority }: { days?: number; authority?: KeyPair } = {},
): Promise<KeyPair> {
  return make(name, {
    notAfterDate: new Date(Date.now() + (days - 10) * DAY_MS),
    ...(authority === undefined ? {} : { ca: { key: authority.key, cert: authority.cert } }),
    extensions: [
      { name: 'basicConstraints', cA: false },
      {
        name: 'subjectAltName',
        altNames: [/^[\d.]+$/.test(name) ? { type: 7, ip: name } : { type: 2, value: name }],
      },
    ],
  })
}

async function make(name: string, options: Parameters<typeof generate>[1]): Promise<KeyPair> {
  const notBeforeDate = new Date(Date.now() - 10 * DAY_MS)
  const pair = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate,
    ...options,
  })
  return { key: pair.private, cert: pair.cert }
}
