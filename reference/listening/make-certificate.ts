import { loadSelfsigned } from './load-selfsigned.ts'
import type { Authority } from './make-authority.ts'

const DAY_MS = 86_400_000

/** A certificate to make at start. Its time runs from and to so many days after the start. */
export interface CertificateWish {
  /** The host names and addresses it is made out to. */
  readonly names: readonly string[]
  /** Signed by the authority that the suite trusts, or by itself. */
  readonly signer: 'authority' | 'itself'
  readonly days: { readonly from: number; readonly to: number }
}

/** PEM texts in the form `https.createServer` takes. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** Makes a certificate. */
export async function makeCertificate(
  wish: CertificateWish,
  authority: Authority,
  now: number,
): Promise<Certificate> {
  const { generate } = loadSelfsigned()
  const [commonName = 'localhost'] = wish.names
  const pems = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now + wish.days.from * DAY_MS),
    notAfterDate: new Date(now + wish.days.to * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: wish.names.map(alternativeName) },
    ],
    ...(wish.signer === 'authority' ? { ca: authority } : {}),
  })
  return { key: pems.private, cert: pems.cert }
}

function alternativeName(name: string): { type: 2; value: string } | { type: 7; ip: string } {
  return /^[\d.]+$/.test(name) ? { type: 7, ip: name } : { type: 2, value: name }
}
