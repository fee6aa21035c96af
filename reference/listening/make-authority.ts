import { loadSelfsigned } from './load-selfsigned.ts'

/** A certificate authority of one run: PEM texts. */
export interface Authority {
  readonly key: string
  readonly cert: string
}

/** Makes the authority that signs the certificates that the suite trusts. */
export async function makeAuthority(): Promise<Authority> {
  const { generate } = loadSelfsigned()
  const pems = await generate([{ name: 'commonName', value: 'Reference Deployment CA' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  return { key: pems.private, cert: pems.cert }
}
