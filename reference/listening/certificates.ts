import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plan } from '../healthy-plan.ts'
import { SERVICE_NAMES, type ServiceName } from '../urls.ts'

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

/**
 * The certificate library, loaded when the first TLS fault needs it. With `require`, because the
 * loader that runs TypeScript here takes no more imports once the program has started.
 */
export function loadSelfsigned(): typeof import('selfsigned') {
  return createRequire(import.meta.url)('selfsigned') as typeof import('selfsigned')
}

/** The certificates of one deployment. */
export interface Certificates {
  readonly of: (name: ServiceName) => Certificate | undefined
  /** A PEM file for NODE_EXTRA_CA_CERTS; undefined when no service speaks TLS. */
  readonly authorityFile: string | undefined
  /** Removes that file. */
  remove(): Promise<void>
}

/** Makes a certificate for each service that speaks TLS. */
export async function issueCertificates(plan: Plan): Promise<Certificates> {
  const secured = SERVICE_NAMES.filter((name) => plan[name].listening.kind === 'tls')
  if (secured.length === 0) {
    return { of: () => undefined, authorityFile: undefined, remove: async () => {} }
  }
  const authority = await makeAuthority()
  const made = new Map<ServiceName, Certificate>()
  for (const name of secured) {
    const { listening, now } = plan[name]
    if (listening.kind !== 'tls') continue
    made.set(name, await makeCertificate(listening.certificate, authority, now()))
  }
  const folder = await mkdtemp(join(tmpdir(), 'reference-'))
  const authorityFile = join(folder, 'authority.pem')
  await writeFile(authorityFile, authority.cert)
  return {
    of: (name) => made.get(name),
    authorityFile,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
