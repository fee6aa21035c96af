import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServicePlan } from '../service.ts'
import { SERVICE_NAMES, type ServiceName } from '../urls.ts'
import type { CertificateWish } from './open-port.ts'
import { issueCertificate, type KeyPair, type Signer } from './x509.ts'

const DAY_MS = 86_400_000

/** Makes a certificate. */
function makeCertificate(wish: CertificateWish, authority: Signer, now: number): KeyPair {
  const [name = 'localhost'] = wish.names
  const terms = {
    name,
    hosts: wish.names,
    notBefore: new Date(now + wish.days.from * DAY_MS),
    notAfter: new Date(now + wish.days.to * DAY_MS),
    use: 'server' as const,
  }
  return issueCertificate(terms, wish.signer === 'authority' ? authority : undefined)
}

/** Makes the authority that signs the certificates that the suite trusts. */
function makeAuthority(now: number): Signer {
  const name = 'Reference Deployment CA'
  const notBefore = new Date(now - DAY_MS)
  const notAfter = new Date(now + 365 * DAY_MS)
  return { name, ...issueCertificate({ name, hosts: [], notBefore, notAfter, use: 'authority' }) }
}

/** The certificates of one deployment. */
export interface Certificates {
  readonly of: (name: ServiceName) => KeyPair | undefined
  /** A PEM file for NODE_EXTRA_CA_CERTS; undefined when no service speaks TLS. */
  readonly authorityFile: string | undefined
  /** Removes that file. */
  remove(): Promise<void>
}

/** Makes a certificate for each service that speaks TLS. */
export async function issueCertificates(
  plan: Readonly<Record<ServiceName, Pick<ServicePlan, 'listening' | 'now'>>>,
): Promise<Certificates> {
  const wishes = SERVICE_NAMES.flatMap((name) => {
    const { listening, now } = plan[name]
    return listening.kind === 'tls' ? [{ name, wish: listening.certificate, now: now() }] : []
  })
  if (wishes.length === 0) {
    return { of: () => undefined, authorityFile: undefined, remove: async () => {} }
  }
  const authority = makeAuthority(Date.now())
  const made = new Map<ServiceName, KeyPair>(
    wishes.map(({ name, wish, now }) => [name, makeCertificate(wish, authority, now)]),
  )
  const folder = await mkdtemp(join(tmpdir(), 'reference-'))
  const authorityFile = join(folder, 'authority.pem')
  await writeFile(authorityFile, authority.cert)
  return {
    of: (name) => made.get(name),
    authorityFile,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
