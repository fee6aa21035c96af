import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plan } from '../plan.ts'
import { SERVICE_NAMES, type ServiceName } from '../service-name.ts'
import { makeAuthority } from './make-authority.ts'
import { type Certificate, makeCertificate } from './make-certificate.ts'

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
